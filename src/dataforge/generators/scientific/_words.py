# ruff: noqa: E501 - lists of words
"""Words that papers are padded with: what the choices of `_paper.py` choose from. Nothing here is ever a claim."""

from __future__ import annotations

WORDS = {
    "people": "colleagues|reviewers|practitioners|field workers|students|technicians|critics|editors|teachers|observers|"
    "beginners|specialists|visitors|outsiders|sceptics|enthusiasts|assistants|committees|examiners|correspondents|"
    "older hands|younger workers|our predecessors|several groups|two laboratories|rival teams|most authors|"
    "some referees|the funders|public bodies|local offices|the instrument makers",
    "person": "a colleague|a reviewer|a visiting student|the second author|the head technician|an outside reader|"
    "the night assistant|a retired member|a local teacher|one of us|the archivist|the section editor|an old friend of the group|"
    "a careful neighbour|the bench supervisor|a doctoral student|the porter|the secretary of the society|an examiner|"
    "a former pupil|the statistician on call|a critic of the method|the librarian|a newcomer to the team",
    "said": "argued|suggested|hinted|claimed|maintained|noted|remarked|conceded|insisted|observed|reported|warned|"
    "stressed|pointed out|repeated|admitted|written|complained|concluded|implied|predicted|recalled|taught|believed",
    "writes": "argues|suggests|hints|claims|maintains|notes|remarks|concedes|insists|observes|reports|warns|stresses|"
    "repeats|admits|complains|concludes|implies|predicts|recalls|teaches|believes|supposes|fears",
    "when": "in recent years|for a decade|for as long as anyone remembers|since the last review|of late|for some time|"
    "in the present climate|over several seasons|during the past winter|since the reform|in living memory|at every meeting|"
    "since the first congress|in the years between|now and again|from time to time|as a rule|on most days|in quieter times|"
    "before the merger|after the move|during the strike|throughout the campaign|in the early period",
    "work": "surveys|notes|reports|letters|monographs|field diaries|lecture notes|pilot studies|theses|bulletins|handbooks|"
    "working papers|circulars|reviews|case books|registers|memoranda|conference abstracts|appendices|minutes|essays|"
    "technical sheets|annual returns|commentaries|preprints|dissertations|archives|catalogues|logbooks|lookup tables",
    "early": "early|older|recent|unpublished|scattered|regional|foreign|careful|half-forgotten|influential|neglected|"
    "well-known|obscure|contradictory|privately printed|widely read|official|much quoted|brief|lengthy|anonymous|rare|"
    "local|translated|preliminary|independent|long-lost|incomplete|detailed|handwritten",
    "matter": "question|problem|issue|matter|topic|subject|point|puzzle|theme|debate|dispute|difficulty|riddle|concern|"
    "controversy|case|task|undertaking|discussion|line of work",
    "an_adj": "an open|an awkward|an old|a practical|a delicate|a minor|a central|a neglected|a stubborn|a familiar|"
    "a technical|a serious|an unpopular|a lively|a quiet|a recurring|a narrow|a broad|a fruitful|an unfinished|"
    "an urgent|a modest|a costly|a thankless|a rewarding|a slippery|a curious|a standard|a fashionable|a dry",
    "adj": "clear|simple|careful|rough|frank|modest|cautious|thorough|fresh|patient|plain|systematic|sober|critical|"
    "sensible|searching|detailed|practical|balanced|strict|quiet|tentative|narrow|direct|consistent|transparent|"
    "repeatable|competent|brief|useful|formal|robust|workable|sound|rigorous|rapid",
    "account": "account|treatment|comparison|assessment|description|summary|analysis|discussion|test|check|reading|"
    "estimate|survey|review|inspection|appraisal|examination|verdict|outline|sketch|inventory|audit|evaluation|study",
    "lack": "lack of funds|want of time|shortage of staff|habit|mere convenience|poor weather|a change of staff|"
    "rivalry between departments|an excess of caution|loss of records|pressure of teaching|a dispute over access|"
    "bad luck|fashion|old habits|want of space|the cost of materials|slow post|a missing permit|faulty wiring|"
    "a leaking roof|simple neglect|the distance involved|illness in the team|a quarrel over credit|broken apparatus",
    "place": "the north|the south|the islands|the valley|the coast|the capital|the hill country|the river towns|"
    "the border districts|the lowlands|the eastern counties|the western ports|the mining villages|the fen|the suburbs|"
    "the old quarter|the market towns|the inland plateau|the harbour|the university towns|the upper valley|the delta|"
    "the forest belt|the high pastures|the archipelago|the industrial belt",
    "place2": "a damp cellar|a borrowed shed|a disused chapel|the old brewery|a converted stable|a quiet annexe|"
    "an unheated corridor|the basement store|a school gymnasium|the boat house|a rented attic|the south wing|"
    "a back office|the glasshouse|a portable hut|the records room|the former laundry|a spare lecture room|the print shop|"
    "a windowless office|the observatory dome|a barn near the road|the visitors' room|the tool store|a tiled pantry",
    "staff": "trained staff|two assistants|volunteers|the regular technicians|a pair of students|clerks|a single observer|"
    "independent readers|the night shift|junior members|a rotating crew|experienced hands|hired helpers|"
    "an outside contractor|the same person|the duty officer|members of the club|a small team|local volunteers|"
    "the second shift|a trainee|a trusted deputy",
    "did": "checked|copied|entered|filed|read|sorted|recorded|reviewed|transcribed|inspected|verified|collated|signed|"
    "indexed|compared|examined|typed up|stored|listed|archived|scanned|audited|initialled|countersigned",
    "records": "forms|notebooks|record sheets|cards|logs|raw figures|entries|field sheets|protocols|labels|returns|"
    "tables|daily sheets|printouts|charts|registers|index cards|worksheets|slips|ledgers|original papers|bench books",
    "how": "twice|by hand|without haste|in pairs|in the usual way|on the same day|under lamplight|before lunch|"
    "in random order|behind closed doors|with great care|from scratch|at the end of each shift|in good light|"
    "with the door shut|once a week|without knowledge of the outcome|in duplicate|as they came in|by a second reader|"
    "at a separate desk|in pencil|against a master list|in a single sitting|line by line|at the close of work",
    "thing": "instrument|balance|centrifuge|clock|thermometer|incubator|microscope|reader|generator|pump|freezer|scanner|"
    "printer|lamp|recorder|oven|water bath|shaker|counter|telephone|heater|ventilator|calculator|scale|sensor|ladder|"
    "cabinet|relay|switchboard|autoclave|pipette|spectrometer",
    "trouble": "had to be replaced|was out of order|had been lent to another group|was newly calibrated|ran slightly warm|"
    "needed a new fuse|had just come back from repair|was checked against a standard|was left running overnight|"
    "was moved to another bench|had a loose contact|behaved well throughout|was borrowed from the next room|"
    "was older than any of us|was cleaned between sessions|stood too close to the window|had been serviced in spring|"
    "was watched by a second person|gave no cause for complaint|was tested before each session|made a good deal of noise",
    "weather": "the rain|a late frost|the summer heat|a spell of fog|the first snow|strong wind|a power cut|the holidays|"
    "a railway strike|the flood|a short illness|the harvest|building work|the dry season|a change of shift|the fair|"
    "a thunderstorm|an election|the school term|roadworks|the annual audit|a visit by inspectors|a shortage of paper|"
    "the tide|an open window|an exceptional drought",
    "delay": "delayed us|cost us some days|made little difference|was a nuisance|helped, if anything|left no trace|"
    "slowed the work|kept people away|upset the schedule|caused some confusion|forced a pause|was soon forgotten|"
    "did no harm that we could see|shortened the season|made travel difficult|spoilt a few afternoons|"
    "changed our plans|put everyone in a poor temper|had been expected|drew complaints",
    "may": "may|might|could|may well|might well|could easily|may perhaps|might in part|could in principle|may also|"
    "might still|could conceivably",
    "bias": "bias|drift|selection|fatigue|luck|habit|expectation|rounding|crowding|seasonal change|observer error|"
    "uneven light|poor memory|missing entries|unequal effort|temperature|humidity|handling|haste|wishful thinking|"
    "clerical error|contamination|ageing of the material|learning|a change of supplier|background noise|"
    "differences in diet|local custom|unrecorded visits|self-selection",
    "affect": "have coloured|have weakened|have flattered|have blurred|have shifted|explain some of|account for part of|"
    "have entered into|have distorted|lie behind|have inflated|have masked|have shaped|have disturbed|limit|"
    "have favoured|have softened|complicate|have nudged|be reflected in",
    "outcome": "the result|our main finding|the central figure|the picture|the outcome|what we saw|the comparison|the pattern|"
    "the estimate|the conclusion|the last line|the contrast|the agreement|the record|the impression|the reading|"
    "the evidence|the headline figure|the margin|the whole exercise",
    "care": "caution|care|patience|restraint|reserve|a grain of salt|due modesty|some scepticism|an open mind|tact|"
    "common sense|healthy doubt|close attention|proper humility|fairness|a cool head|good humour|suspicion",
    "should": "should|ought to|must|has to|needs to|deserves to|would have to|is likely to|will need to|can only|"
    "had better|will have to",
    "bedone": "be repeated|be extended|be read|be judged|be revisited|be confirmed|be taken|be checked|be tried again|"
    "be weighed|be reported|be handled|be interpreted|be discussed|be tested|be treated|be retold|be used|be taught|"
    "be passed on",
    "where": "elsewhere|in another season|with better instruments|by other hands|in a larger sample|under field conditions|"
    "in a warmer place|with fresh material|by an independent group|in a different population|over a longer period|"
    "without the present constraints|in daylight|with a second method|before anyone builds on it|in a hospital setting|"
    "across the border|by sceptics|at higher altitude|with a stricter protocol|in a humbler setting|on a larger scale",
    "thanks": "patience|advice|help with the tables|loan of a key|spare parts|tea|sound judgement|criticism|good company|"
    "permission to work on site|access to the records|careful typing|transport|coal for the stove|proofreading|"
    "encouragement|unpaid overtime|silence|maps|translations|drawings|a spare room|skilful repairs|timely warnings",
    "result": "surprising|unremarkable|encouraging|sobering|unexpected|welcome|easily misread|hard to explain|plausible|"
    "in line with expectation|of some interest|open to doubt|worth repeating|less dramatic than hoped|rather dull|"
    "easier to state than to explain|hard to dismiss|consistent with older work|puzzling|reassuring|instructive|"
    "of local interest|strikingly ordinary|a little embarrassing",
    "adv": "perhaps|probably|arguably|presumably|plainly|admittedly|fortunately|clearly|oddly enough|in our view|"
    "unfortunately|of course|strictly speaking|in fairness|as far as we know|on balance|at least here|on reflection|"
    "in practice|in all likelihood|to our surprise|as expected|in hindsight|broadly speaking|at first sight|in short",
    "link": "However|Even so|Moreover|In addition|Besides|Still|Nevertheless|By contrast|At the same time|Meanwhile|"
    "For this reason|Then again|On the other hand|Accordingly|Likewise|All the same|Not least|In particular|"
    "Equally|Incidentally|To be sure|For the record",
    "useful": "useful|important|relevant|helpful|necessary|interesting|welcome|timely|overdue|indispensable|worthwhile|"
    "instructive|valuable|sobering|worth the trouble|harmless|long wanted|well received|hard to avoid|"
    "of more than local interest",
}  # fmt: skip
