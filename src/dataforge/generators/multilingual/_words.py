"""Word lists that writers and readers of this domain share: names of languages, of lexicons. Nothing else."""

LANGUAGE_LABELS = (
    "English German French Spanish Italian Portuguese Russian Turkish Chinese Japanese Hindi Arabic",
    "English Deutsch Français Español Italiano Português Русский Türkçe 中文 日本語 हिन्दी العربية",
    "EN DE FR ES IT PT RU TR ZH JA HI AR",
)
WORD_LEXICONS = (
    "multilingual_concepts", "multilingual_en", "multilingual_de", "multilingual_fr", "multilingual_es",
    "multilingual_it", "multilingual_pt", "multilingual_ru", "multilingual_tr", "multilingual_zh",
    "multilingual_ja", "multilingual_hi", "multilingual_ar",
)  # fmt: skip
