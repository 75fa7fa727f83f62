"""The terms of the ontology as Python names: `sayso.contentSpan` is the IRI of `sayso:contentSpan`.

Every class and property of `ontology/` stands here and nothing else does; a test holds the two
together. The values, such as speech acts, are tuples of local names, because the model names them
so: `SAYSO + "warn"` is the IRI of the speech act, `MODE + "troops"` that of the event mode.
"""

# The names are spelled as in Turtle, so that a reader finds them in either place.
# ruff: noqa: D101, N801, N815

from typing import Final

SAYSO: Final = "https://w3id.org/sayso/ns#"
EVENT: Final = "https://w3id.org/sayso/event#"
MODE: Final = "https://w3id.org/sayso/mode#"
CONTEXT: Final = "https://w3id.org/sayso/context#"

NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
DCTERMS: Final = "http://purl.org/dc/terms/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "ctx": CONTEXT,
    "dcterms": DCTERMS,
    "ev": EVENT,
    "foaf": FOAF,
    "mode": MODE,
    "nif": NIF,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sayso": SAYSO,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}
"""The short names of the namespaces, the same in exports, questions and docs."""


class sayso:
    # Classes
    TextSpan: Final = SAYSO + "TextSpan"
    Paragraph: Final = SAYSO + "Paragraph"
    Sentence: Final = SAYSO + "Sentence"
    Mention: Final = SAYSO + "Mention"
    EntityMention: Final = SAYSO + "EntityMention"
    EventMention: Final = SAYSO + "EventMention"
    CueSpan: Final = SAYSO + "CueSpan"
    ContentSpan: Final = SAYSO + "ContentSpan"
    QuotedSpan: Final = SAYSO + "QuotedSpan"
    HedgeSpan: Final = SAYSO + "HedgeSpan"
    ArticleText: Final = SAYSO + "ArticleText"
    Entity: Final = SAYSO + "Entity"
    Actor: Final = SAYSO + "Actor"
    Person: Final = SAYSO + "Person"
    Organization: Final = SAYSO + "Organization"
    GeopoliticalEntity: Final = SAYSO + "GeopoliticalEntity"
    IntergovernmentalOrganization: Final = SAYSO + "IntergovernmentalOrganization"
    GovernmentBody: Final = SAYSO + "GovernmentBody"
    ArmedForce: Final = SAYSO + "ArmedForce"
    MediaOutlet: Final = SAYSO + "MediaOutlet"
    PoliticalParty: Final = SAYSO + "PoliticalParty"
    Company: Final = SAYSO + "Company"
    Coalition: Final = SAYSO + "Coalition"
    CollectiveActor: Final = SAYSO + "CollectiveActor"
    AnonymousActor: Final = SAYSO + "AnonymousActor"
    ArticleVoice: Final = SAYSO + "ArticleVoice"
    Place: Final = SAYSO + "Place"
    Work: Final = SAYSO + "Work"
    Article: Final = SAYSO + "Article"
    Idea: Final = SAYSO + "Idea"
    Time: Final = SAYSO + "Time"
    Event: Final = SAYSO + "Event"
    Statement: Final = SAYSO + "Statement"
    Proposition: Final = SAYSO + "Proposition"
    Evaluation: Final = SAYSO + "Evaluation"
    Characterization: Final = SAYSO + "Characterization"
    Stance: Final = SAYSO + "Stance"
    Assessment: Final = SAYSO + "Assessment"
    RoleHolding: Final = SAYSO + "RoleHolding"
    ExtractionRun: Final = SAYSO + "ExtractionRun"
    Extractor: Final = SAYSO + "Extractor"
    ArticleGraph: Final = SAYSO + "ArticleGraph"
    Judgement: Final = SAYSO + "Judgement"
    ActorsGraph: Final = SAYSO + "ActorsGraph"
    ResolvedActor: Final = SAYSO + "ResolvedActor"
    Appearance: Final = SAYSO + "Appearance"
    ActorComparison: Final = SAYSO + "ActorComparison"
    Value: Final = SAYSO + "Value"
    SpeechActType: Final = SAYSO + "SpeechActType"
    QuoteForm: Final = SAYSO + "QuoteForm"
    Polarity: Final = SAYSO + "Polarity"
    Certainty: Final = SAYSO + "Certainty"
    ActualityValue: Final = SAYSO + "ActualityValue"
    TimeOrientation: Final = SAYSO + "TimeOrientation"
    CharacterizationType: Final = SAYSO + "CharacterizationType"
    CharacterizationForm: Final = SAYSO + "CharacterizationForm"
    EventMode: Final = SAYSO + "EventMode"
    ContextTag: Final = SAYSO + "ContextTag"
    JudgementAct: Final = SAYSO + "JudgementAct"
    JudgementOutcome: Final = SAYSO + "JudgementOutcome"
    Warning: Final = SAYSO + "Warning"
    Denial: Final = SAYSO + "Denial"
    Directive: Final = SAYSO + "Directive"
    Quotation: Final = SAYSO + "Quotation"
    NestedStatement: Final = SAYSO + "NestedStatement"
    UnnamedSourceStatement: Final = SAYSO + "UnnamedSourceStatement"
    # Properties
    refersTo: Final = SAYSO + "refersTo"
    inSentence: Final = SAYSO + "inSentence"
    inParagraph: Final = SAYSO + "inParagraph"
    hasText: Final = SAYSO + "hasText"
    evidence: Final = SAYSO + "evidence"
    reportedIn: Final = SAYSO + "reportedIn"
    titleSpan: Final = SAYSO + "titleSpan"
    bylineSpan: Final = SAYSO + "bylineSpan"
    datelineSpan: Final = SAYSO + "datelineSpan"
    dateSpan: Final = SAYSO + "dateSpan"
    headSpan: Final = SAYSO + "headSpan"
    nameSpan: Final = SAYSO + "nameSpan"
    innerSpan: Final = SAYSO + "innerSpan"
    continuesQuote: Final = SAYSO + "continuesQuote"
    source: Final = SAYSO + "source"
    sourceSpan: Final = SAYSO + "sourceSpan"
    sourceMention: Final = SAYSO + "sourceMention"
    cue: Final = SAYSO + "cue"
    contentSpan: Final = SAYSO + "contentSpan"
    quotedSpan: Final = SAYSO + "quotedSpan"
    hedge: Final = SAYSO + "hedge"
    speechAct: Final = SAYSO + "speechAct"
    quoteForm: Final = SAYSO + "quoteForm"
    addressee: Final = SAYSO + "addressee"
    target: Final = SAYSO + "target"
    about: Final = SAYSO + "about"
    responseTo: Final = SAYSO + "responseTo"
    occasion: Final = SAYSO + "occasion"
    says: Final = SAYSO + "says"
    mentionsEvent: Final = SAYSO + "mentionsEvent"
    realizes: Final = SAYSO + "realizes"
    withinScopeOf: Final = SAYSO + "withinScopeOf"
    embeddedIn: Final = SAYSO + "embeddedIn"
    propSubject: Final = SAYSO + "propSubject"
    propObject: Final = SAYSO + "propObject"
    describesEvent: Final = SAYSO + "describesEvent"
    expressedIn: Final = SAYSO + "expressedIn"
    evaluator: Final = SAYSO + "evaluator"
    evaluatorOf: Final = SAYSO + "evaluatorOf"
    evaluated: Final = SAYSO + "evaluated"
    characterized: Final = SAYSO + "characterized"
    stanceTarget: Final = SAYSO + "stanceTarget"
    assesses: Final = SAYSO + "assesses"
    characterizes: Final = SAYSO + "characterizes"
    ultimateTarget: Final = SAYSO + "ultimateTarget"
    attributeSpan: Final = SAYSO + "attributeSpan"
    holderMention: Final = SAYSO + "holderMention"
    targetMention: Final = SAYSO + "targetMention"
    characterizationType: Final = SAYSO + "characterizationType"
    characterizationForm: Final = SAYSO + "characterizationForm"
    polarity: Final = SAYSO + "polarity"
    certainty: Final = SAYSO + "certainty"
    contentPolarity: Final = SAYSO + "contentPolarity"
    timeOrientation: Final = SAYSO + "timeOrientation"
    participant: Final = SAYSO + "participant"
    agent: Final = SAYSO + "agent"
    recipient: Final = SAYSO + "recipient"
    theme: Final = SAYSO + "theme"
    beneficiary: Final = SAYSO + "beneficiary"
    participantMention: Final = SAYSO + "participantMention"
    trigger: Final = SAYSO + "trigger"
    eventPlace: Final = SAYSO + "eventPlace"
    eventTime: Final = SAYSO + "eventTime"
    subEventOf: Final = SAYSO + "subEventOf"
    purposeOf: Final = SAYSO + "purposeOf"
    actuality: Final = SAYSO + "actuality"
    mode: Final = SAYSO + "mode"
    context: Final = SAYSO + "context"
    memberOf: Final = SAYSO + "memberOf"
    name: Final = SAYSO + "name"
    cueLemma: Final = SAYSO + "cueLemma"
    nestingLevel: Final = SAYSO + "nestingLevel"
    predicateLemma: Final = SAYSO + "predicateLemma"
    propValue: Final = SAYSO + "propValue"
    characterizedAs: Final = SAYSO + "characterizedAs"
    isNegated: Final = SAYSO + "isNegated"
    isSelfDirected: Final = SAYSO + "isSelfDirected"
    roleLabel: Final = SAYSO + "roleLabel"
    gender: Final = SAYSO + "gender"
    ploverSector: Final = SAYSO + "ploverSector"
    ploverCountry: Final = SAYSO + "ploverCountry"
    mentionType: Final = SAYSO + "mentionType"
    metonym: Final = SAYSO + "metonym"
    quoteDepth: Final = SAYSO + "quoteDepth"
    timexValue: Final = SAYSO + "timexValue"
    begins: Final = SAYSO + "begins"
    ends: Final = SAYSO + "ends"
    confidence: Final = SAYSO + "confidence"
    ruleId: Final = SAYSO + "ruleId"
    textDigest: Final = SAYSO + "textDigest"
    version: Final = SAYSO + "version"
    profile: Final = SAYSO + "profile"
    modelName: Final = SAYSO + "modelName"
    modelVersion: Final = SAYSO + "modelVersion"
    judgementAct: Final = SAYSO + "judgementAct"
    outcome: Final = SAYSO + "outcome"
    outcomeNote: Final = SAYSO + "outcomeNote"
    reason: Final = SAYSO + "reason"
    retracts: Final = SAYSO + "retracts"
    judged: Final = SAYSO + "judged"
    judgedWords: Final = SAYSO + "judgedWords"
    judgedProperty: Final = SAYSO + "judgedProperty"
    appearanceOf: Final = SAYSO + "appearanceOf"
    appearsIn: Final = SAYSO + "appearsIn"
    resolvedTo: Final = SAYSO + "resolvedTo"
    compares: Final = SAYSO + "compares"
    redirectsTo: Final = SAYSO + "redirectsTo"
    canonicalName: Final = SAYSO + "canonicalName"
    actorType: Final = SAYSO + "actorType"
    alias: Final = SAYSO + "alias"
    inputDigest: Final = SAYSO + "inputDigest"
    sameActor: Final = SAYSO + "sameActor"
    isJudged: Final = SAYSO + "isJudged"
    score: Final = SAYSO + "score"
    nameWeight: Final = SAYSO + "nameWeight"
    officeWeight: Final = SAYSO + "officeWeight"
    countryWeight: Final = SAYSO + "countryWeight"
    companyWeight: Final = SAYSO + "companyWeight"
    otherWeight: Final = SAYSO + "otherWeight"
    comparisonReason: Final = SAYSO + "comparisonReason"
    judgedValue: Final = SAYSO + "judgedValue"
    judgedActor: Final = SAYSO + "judgedActor"


class ev:
    VerbalCooperation: Final = EVENT + "VerbalCooperation"
    MaterialCooperation: Final = EVENT + "MaterialCooperation"
    VerbalConflict: Final = EVENT + "VerbalConflict"
    MaterialConflict: Final = EVENT + "MaterialConflict"
    Unquadded: Final = EVENT + "Unquadded"
    Agree: Final = EVENT + "Agree"
    Consult: Final = EVENT + "Consult"
    Support: Final = EVENT + "Support"
    Concede: Final = EVENT + "Concede"
    Cooperate: Final = EVENT + "Cooperate"
    Aid: Final = EVENT + "Aid"
    Retreat: Final = EVENT + "Retreat"
    Request: Final = EVENT + "Request"
    Accuse: Final = EVENT + "Accuse"
    Reject: Final = EVENT + "Reject"
    Threaten: Final = EVENT + "Threaten"
    Protest: Final = EVENT + "Protest"
    Sanction: Final = EVENT + "Sanction"
    Mobilize: Final = EVENT + "Mobilize"
    Coerce: Final = EVENT + "Coerce"
    Assault: Final = EVENT + "Assault"
    War: Final = EVENT + "War"
    Speak: Final = EVENT + "Speak"
    State: Final = EVENT + "State"
    Other: Final = EVENT + "Other"


class nif:
    String: Final = NIF + "String"
    Context: Final = NIF + "Context"
    beginIndex: Final = NIF + "beginIndex"
    endIndex: Final = NIF + "endIndex"
    anchorOf: Final = NIF + "anchorOf"
    isString: Final = NIF + "isString"
    referenceContext: Final = NIF + "referenceContext"


class foaf:
    Agent: Final = FOAF + "Agent"
    Person: Final = FOAF + "Person"


class org:
    Organization: Final = ORG + "Organization"
    Membership: Final = ORG + "Membership"
    member: Final = ORG + "member"
    organization: Final = ORG + "organization"
    memberDuring: Final = ORG + "memberDuring"


class prov:
    Entity: Final = PROV + "Entity"
    Activity: Final = PROV + "Activity"
    Agent: Final = PROV + "Agent"
    SoftwareAgent: Final = PROV + "SoftwareAgent"
    wasGeneratedBy: Final = PROV + "wasGeneratedBy"
    wasDerivedFrom: Final = PROV + "wasDerivedFrom"
    wasAssociatedWith: Final = PROV + "wasAssociatedWith"
    used: Final = PROV + "used"
    wasInfluencedBy: Final = PROV + "wasInfluencedBy"
    endedAtTime: Final = PROV + "endedAtTime"


class dcterms:
    identifier: Final = DCTERMS + "identifier"
    isReplacedBy: Final = DCTERMS + "isReplacedBy"


class schema:
    NewsArticle: Final = SCHEMA + "NewsArticle"
    CreativeWork: Final = SCHEMA + "CreativeWork"
    Place: Final = SCHEMA + "Place"
    sameAs: Final = SCHEMA + "sameAs"
    headline: Final = SCHEMA + "headline"
    datePublished: Final = SCHEMA + "datePublished"
    author: Final = SCHEMA + "author"
    publisher: Final = SCHEMA + "publisher"
    url: Final = SCHEMA + "url"
    inLanguage: Final = SCHEMA + "inLanguage"
    identifier: Final = SCHEMA + "identifier"


class skos:
    broader: Final = SKOS + "broader"


class rdf:
    type: Final = RDF + "type"
    first: Final = RDF + "first"
    rest: Final = RDF + "rest"


class rdfs:
    label: Final = RDFS + "label"
    subClassOf: Final = RDFS + "subClassOf"


class xsd:
    anyURI: Final = XSD + "anyURI"
    boolean: Final = XSD + "boolean"
    dateTime: Final = XSD + "dateTime"
    decimal: Final = XSD + "decimal"
    integer: Final = XSD + "integer"
    string: Final = XSD + "string"


# fmt: off
# Local names in EVENT that an event can have as its type.
EVENT_TYPES: Final = (
    "Agree", "Consult", "Support", "Concede", "Cooperate", "Aid", "Retreat", "Request", "Accuse",
    "Reject", "Threaten", "Protest", "Sanction", "Mobilize", "Coerce", "Assault", "War", "Speak",
    "State", "Other",
)

# Local names in SAYSO; the first of each group is the broader act of those that follow.
SPEECH_ACTS: Final = (
    "assertive", "say", "assert", "claim", "argue", "emphasize", "note", "suggest", "insist",
    "predict", "outline", "report", "announce", "explain", "confirm", "admit", "agree", "quote",
    "recall", "reveal", "testify", "conclude", "directive", "urge", "demand", "ask", "order",
    "recommend", "propose", "question", "forbid", "commissive", "offer", "promise", "vow",
    "accept", "contesting", "deny", "dismiss", "reject", "doubt", "refuse", "dispute",
    "evaluative", "accuse", "praise", "criticize", "describe", "frame", "condemn", "defend",
    "compare", "call", "endorse", "mock", "signalling", "warn", "threaten", "hint", "highlight",
    "signal", "expressive", "apologize", "thank", "congratulate", "complain", "regret", "joke",
    "exclaim", "cognitive", "think", "hope", "fear", "know", "want", "feel", "decide",
)

# Local names in SAYSO of the individuals of QuoteForm.
QUOTE_FORMS: Final = (
    "direct", "indirect", "mixed", "narrated", "authorial",
)

# Local names in SAYSO of the individuals of Polarity.
POLARITIES: Final = (
    "positive", "negative", "neutral", "mixedPolarity",
)

# Local names in SAYSO of the individuals of Certainty.
CERTAINTIES: Final = (
    "certain", "probable", "possible", "underspecified",
)

# Local names in SAYSO of the individuals of ActualityValue.
ACTUALITY_VALUES: Final = (
    "actual", "claimed", "hypothetical", "planned", "negated", "generic",
)

# Local names in SAYSO of the individuals of TimeOrientation.
TIME_ORIENTATIONS: Final = (
    "nonFuture", "future", "atemporal",
)

# Local names in SAYSO of the individuals of CharacterizationType.
CHARACTERIZATION_TYPES: Final = (
    "label", "trait", "severity", "likelihood", "motive", "legitimacy", "framing",
)

# The model's names of the forms, and the local names in SAYSO of their individuals.
CHARACTERIZATION_FORMS: Final = {
    "as": "asForm",
    "naming": "namingForm",
    "predicative": "predicativeForm",
    "epithet": "epithetForm",
    "evaluative_verb": "evaluativeVerbForm",
}

# What judgements are called in their file, and the local names in SAYSO of their individuals.
JUDGEMENT_ACTS: Final = {
    "same": "sameAct",
    "different": "differentAct",
    "reject": "rejectAct",
    "set": "setAct",
    "retract": "retractAct",
}

# Local names in SAYSO of the individuals of JudgementOutcome.
JUDGEMENT_OUTCOMES: Final = (
    "applied", "overruled", "retracted", "waiting", "orphaned", "refused",
)

# Local names in MODE.
EVENT_MODES: Final = (
    "visit", "host", "third-party", "multilateral", "phone", "withdraw", "release", "return",
    "disarm", "ceasefire", "access", "resign", "assist", "change", "yield", "meet", "disapprove",
    "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory", "violence",
    "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize", "convict",
    "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "curfew",
    "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture",
    "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
    "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
)

# Local names in CONTEXT.
CONTEXT_TAGS: Final = (
    "political", "military", "intelligence", "peacekeeping", "economic", "diplomatic", "territory",
    "resource", "culture", "disease", "environment", "disaster", "migration", "asylum",
    "humanitarian", "legal", "human-rights", "rights-freedoms", "gender", "lgbt", "terrorism",
    "human-security", "religion-ethnicity", "executive", "legislative", "election",
    "political-institutions", "democracy", "corruption", "cbrn", "cyber", "misinformation",
    "crime", "murder", "theft", "drugs", "sexual-crime",
)
# fmt: on
