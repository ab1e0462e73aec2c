"""Curves as an SVG, written by hand: loss over floor against tokens seen, both axes logarithmic."""

from __future__ import annotations

import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 64, 150, 34, 48
COLOURS = ("#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f", "#b07aa1", "#9c755f", "#4d4d4d")
TICKS = (1.0, 1.03, 1.1, 1.3, 2.0, 4.0)
TITLE = "Loss over the known floor: a small model a genre, eight domains"


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """A label."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1) -> str:
    """A straight stroke."""
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'


def draw_curves(curves: list[tuple[str, list[int], list[float]]]) -> str:
    """(name, tokens, loss over floor) of each curve; the black line at 1 is the floor."""
    most = max(tokens[-1] for _, tokens, _ in curves)
    least = min(tokens[1] for _, tokens, _ in curves)
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def x(tokens: int) -> float:
        return LEFT + (right - LEFT) * math.log(max(tokens, least) / least) / math.log(most / least)

    def y(ratio: float) -> float:  # (ratio - 1) on a scale that is straight near the floor, logarithmic above
        place = math.asinh((ratio - 1) / 0.03) / math.asinh((TICKS[-1] - 1) / 0.03)
        return TOP + (bottom - TOP) * (1 - min(place, 1.0))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        text(LEFT, 20, TITLE),
        text((LEFT + right) / 2, HEIGHT - 10, "tokens seen", "middle"),
    ]
    for tick in TICKS:
        parts.append(line((LEFT, y(tick)), (right, y(tick)), "#000" if tick == 1 else "#ddd"))
        parts.append(text(LEFT - 8, y(tick) + 4, "floor" if tick == 1 else f"{tick:g} x", "end"))
    for power in range(math.ceil(math.log10(least)), math.floor(math.log10(most)) + 1):
        parts.append(line((x(10**power), TOP), (x(10**power), bottom), "#eee"))
        parts.append(text(x(10**power), bottom + 18, f"10^{power}", "middle"))
    for i, (name, tokens, ratio) in enumerate(curves):
        points = " ".join(f"{x(t):.1f},{y(r):.1f}" for t, r in zip(tokens[1:], ratio[1:], strict=True))
        colour, height = COLOURS[i % len(COLOURS)], TOP + 16 + 20 * i
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        parts.append(line((right + 12, height), (right + 32, height), colour, 3))
        parts.append(text(right + 38, height + 4, name))
    return "\n".join([*parts, "</svg>"]) + "\n"
