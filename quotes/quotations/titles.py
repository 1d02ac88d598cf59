"""Titles and role words: what goes before a name, and which gender it shows."""

from __future__ import annotations

HONORIFICS: dict[str, str | None] = {
    "mr": "male", "mrs": "female", "ms": "female", "miss": "female", "sir": "male", "dame": "female",
    "lady": "female", "lord": "male", "don": "male", "doña": "female", "señor": "male",
    "señora": "female", "dr": None, "dra": "female", "prof": None, "rev": None, "fr": "male",
    "father": "male", "sister": "female", "brother": "male", "monsignor": "male", "king": "male",
    "queen": "female", "prince": "male", "princess": "female", "pope": "male", "imam": "male",
    "rabbi": None, "saint": None, "st": None,
}  # fmt: skip

SHORT_TITLES: dict[str, str] = {
    "sec": "secretary", "secy": "secretary", "sen": "senator", "rep": "representative",
    "gov": "governor", "pres": "president", "gen": "general", "col": "colonel", "capt": "captain",
    "lt": "lieutenant", "sgt": "sergeant", "maj": "major", "cmdr": "commander", "adm": "admiral",
    "amb": "ambassador", "atty": "attorney", "supt": "superintendent", "insp": "inspector",
    "min": "minister", "hon": "honorable", "prof": "professor", "rev": "reverend", "dr": "doctor",
    "det": "detective", "cpl": "corporal", "pvt": "private", "del": "delegate", "cong": "congressman",
}  # fmt: skip

ROLES = frozenset(
    ["president", "minister", "secretary", "senator", "representative", "governor", "mayor", "general", "colonel", "captain", "lieutenant", "sergeant", "major", "commander", "admiral", "ambassador", "attorney", "superintendent", "inspector", "doctor", "professor", "reverend", "bishop", "archbishop", "cardinal", "priest", "pastor", "judge", "justice", "magistrate", "councillor", "councilor", "councilman", "councilwoman", "congressman", "congresswoman", "lawmaker", "legislator", "deputy", "speaker", "chairman", "chairwoman", "chairperson", "chair", "director", "chief", "head", "leader", "boss", "spokesman", "spokeswoman", "spokesperson", "candidate", "nominee", "prosecutor", "officer", "detective", "sheriff", "commissioner", "premier", "chancellor", "king", "queen", "prince", "princess", "pope", "official", "aide", "adviser", "advisor", "strategist", "analyst", "lawyer", "economist", "historian", "author", "writer", "journalist", "reporter", "editor", "columnist", "host", "anchor", "correspondent", "researcher", "scientist", "expert", "scholar", "manager", "executive", "founder", "owner", "chairlady", "coordinator", "treasurer", "auditor", "comptroller", "ombudsman", "prefect", "delegate", "envoy", "diplomat", "negotiator", "guerrilla", "commandant", "rebel", "activist", "organizer", "farmer", "teacher", "student", "worker", "driver", "fisherman", "nurse", "physician", "coach", "player", "actor", "actress", "singer", "artist", "activist", "veteran", "widow", "widower", "mother", "father", "son", "daughter", "brother", "sister", "wife", "husband", "uncle", "aunt", "cousin", "grandfather", "grandmother", "billionaire", "businessman", "businesswoman", "entrepreneur", "developer", "politician", "statesman", "incumbent", "challenger", "republican", "democrat", "socialist", "independent", "conservative", "liberal", "man", "woman", "boy", "girl", "victim", "witness", "suspect", "defendant", "resident", "neighbor", "neighbour", "voter", "supporter", "critic", "rival", "congresista", "vicepresident", "cleric", "rector", "dean", "principal", "provost", "captain", "skipper", "pilot"]
)

GENDERED_NOUNS: dict[str, str] = {
    "man": "male", "woman": "female", "boy": "male", "girl": "female", "father": "male",
    "mother": "female", "son": "male", "daughter": "female", "brother": "male", "sister": "female",
    "husband": "male", "wife": "female", "uncle": "male", "aunt": "female", "widow": "female",
    "widower": "male", "king": "male", "queen": "female", "prince": "male", "princess": "female",
    "actress": "female", "businessman": "male", "businesswoman": "female", "congressman": "male",
    "congresswoman": "female", "councilman": "male", "councilwoman": "female", "chairman": "male",
    "chairwoman": "female", "spokesman": "male", "spokeswoman": "female", "fisherman": "male",
    "grandfather": "male", "grandmother": "female", "priest": "male", "nun": "female",
    "gentleman": "male", "lady": "female", "statesman": "male", "policeman": "male",
    "policewoman": "female", "archbishop": "male", "bishop": "male", "cardinal": "male",
}  # fmt: skip

DOCUMENTS = frozenset(
    ["letter", "statement", "report", "document", "memo", "memorandum", "email", "e-mail", "note", "missive", "communique", "communiqué", "tweet", "post", "message", "text", "release", "decree", "bill", "law", "article", "editorial", "column", "book", "interview", "speech", "ruling", "filing", "complaint", "indictment", "affidavit", "study", "survey", "poll", "petition", "resolution", "manifesto", "video", "recording", "transcript", "caption", "sign", "banner", "poster", "motion", "verdict", "declaration", "notice", "order", "sentence", "lawsuit", "ad", "advertisement", "headline", "website", "circular", "agreement", "treaty", "contract", "constitution", "charter"]
)

OUTLETS = frozenset(
    ["magazine", "newspaper", "daily", "weekly", "paper", "outlet", "agency", "network", "channel", "station", "broadcaster", "website", "site", "journal", "tabloid", "publication", "portal", "blog"]
)

BODIES = frozenset(
    ["ministry", "government", "department", "office", "agency", "authority", "court", "committee", "commission", "council", "party", "union", "campaign", "company", "firm", "group", "organization", "organisation", "foundation", "institute", "university", "police", "army", "navy", "administration", "assembly", "congress", "senate", "house", "board", "bank", "corporation", "federation", "association", "chamber", "prosecutors", "team", "embassy", "consulate", "church", "military", "presidency", "parliament", "secretariat", "coalition", "movement", "state", "city", "country"]
)
