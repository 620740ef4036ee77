"""The words that tell that somebody speaks, and what kinds of speakers there are."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list written as text.

    >>> sorted(words("say add"))
    ['add', 'say']
    """
    return frozenset(text.split())


# Followed by what was said, in or without quotation marks.
SAY = words("""
    say add tell state declare announce argue explain note claim insist warn admit acknowledge concede
    confirm reply respond answer remark observe comment stress emphasize emphasise underline underscore
    assert contend maintain allege testify report write tweet post recall reveal disclose promise pledge vow
    urge propose predict forecast estimate conclude caution complain joke quip counter agree recommend
    reiterate repeat boast lament muse sigh cry shout whisper murmur exclaim yell scream mutter ask inquire
    enquire demand deny assure inform notify advise hint imply signal swear proclaim affirm reckon retort
    rejoin clarify elaborate opine object protest speculate suggest point advocate rule certify charge brag
    confess beg plead plan order pronounce accept remember appeal dispute establish apologise apologize calculate
    remind
""")
# Followed by what somebody holds: reported, never quoted by themselves.
VIEW = words("""
    believe think hope fear feel expect suspect doubt guess consider assume suppose imagine bet foresee
""")
# Followed by what somebody wishes: “wants it banned”, “would like to stay”.
WISH = words("""
    want wish hope prefer favour favor like
""")
# Followed by what a study, a poll or a document tells.
EVIDENCE = words("""
    find show suggest indicate reveal conclude estimate warn recommend note describe list
""")
# Quotation marks after them hold the speaker's words; without marks the sentence stays the writer's.
LABEL = words("""
    call describe dub label brand slam blast praise criticize criticise denounce condemn hail refute reject
    dismiss decry deride ridicule attack characterize characterise refer welcome accuse blame thank defend
    mock applaud castigate deplore compare liken begin continue interrupt conclude finish start interject
    laugh smile put speak express voice quote cite portray lash tout trumpet rebuke scold chide sum read go
    deem term return cries disagree attribute liken
""")
# What they take as an object is what was said: "denied the charge", "announced a recall".
OBJECT = words("""
    deny announce predict forecast promise pledge propose recommend acknowledge admit allege confirm remember
    report reckon calculate estimate favour favor prefer want foresee
""")
# What they take as an infinitive is what was said: "vowed to fight".
INFINITIVE = words("""
    promise pledge vow threaten urge claim ask warn advise swear recommend propose want wish hope prefer favour favor like
""")
# What follows them with this preposition was said: "accused the firm of lying", "called for an inquiry".
PREPOSITION = {
    "accuse": "of", "call": "for", "appeal": "for", "warn": "of", "point": "to", "complain": "about", "boast": "of",
    "blame": "for", "apologise": "for", "apologize": "for",
}  # fmt: skip
# Reported when what is refused is told: "rejected suggestions that it had known".
REFUSES = words("""
    reject dismiss refute
""")
# Reported when they judge: "called it a surrender", or with the preposition "described the plan as a disgrace", "puts the cost at 3 million".
JUDGES = {
    **dict.fromkeys(words("call brand dub label deem term describe denounce condemn dismiss hail portray"), "as"),
    "attribute": "to", "liken": "to", "put": "at",
}  # fmt: skip
# What stands behind “in his …” and makes the sentence his.
OPINION = words("""
    opinion view judgement judgment estimation reckoning
""")
# What somebody is who holds that it is so: “is convinced that”.
CONVINCED = words("""
    convinced persuaded sure certain confident adamant afraid hopeful worried doubtful
""")
# What is put at so much.
FIGURES = words("""
    cost price number toll loss value bill chance odd odds share rate figure damage total population probability likelihood size
""")
# What a document does with what it holds.
FINDS = words("""
    find show reveal describe list
""")
# Who is told rather than tells: "the court heard".
HEARERS = words("""
    court jury inquest tribunal hearing inquiry
""")
NEVER_REPORTS = words("""
    rule order plan go charge put post answer object point observe
""")
ALWAYS_SPEECH = SAY - words("""
    rule order plan post charge ask demand point observe report maintain object
""")

IRREGULAR = {
    "says": "say", "said": "say", "tells": "tell", "told": "tell", "wrote": "write", "written": "write",
    "thought": "think", "felt": "feel", "found": "find", "shown": "show", "swore": "swear", "began": "begin",
    "put": "put", "spoke": "speak", "read": "read", "went": "go", "quoth": "say", "denies": "deny",
    "cried": "cry", "cries": "cry", "replied": "reply", "replies": "reply", "denied": "deny",
    "implied": "imply",
    "testified": "testify", "testifies": "testify", "clarified": "clarify", "notified": "notify",
    "admitted": "admit", "quipped": "quip", "bragged": "brag", "begged": "beg", "begging": "beg",
    "posited": "posit", "lying": "lie", "saying": "say", "admitting": "admit",
}  # fmt: skip

# Speech verbs of other languages, by their forms: direct quotations only.
FOREIGN = words("""
    dit déclare déclaré affirme affirmé explique expliqué ajoute ajouté estime estimé précise précisé assure
    assuré souligne souligné rappelle rappelé regrette regretté répond répondu confie confié raconte raconté
    indique indiqué sagt sagte erklärt erklärte betont betonte meint meinte fügt fügte ergänzt ergänzte
    berichtet berichtete warnt warnte fordert forderte kritisiert kritisierte schreibt schrieb dijo dice
    afirmó afirma explicó explica añadió añade declaró declara aseguró asegura señaló señala disse ha detto
    dichiara dichiarato spiega spiegato aggiunge aggiunto afferma affermato zei zegt aldus
""")

# Nouns for people by what they do. Those in -man, -woman, -or, -er, -ist are known by their endings.
PERSON_NOUNS = words("""
    secretary president minister chief chair head leader envoy ambassador representative spokesperson
    analyst official attorney judge justice prosecutor detective sheriff captain coach colonel general
    sergeant officer mayor governor senator chairman chairwoman chairperson executive founder cofounder co-
    founder expert economist scientist researcher professor lecturer teacher student nurse doctor surgeon
    physician author writer reporter editor critic resident neighbor neighbour witness victim mother father
    son daughter sister brother aunt uncle wife husband widow widower friend colleague farmer fisherman
    owner partner client aide adviser advisor deputy candidate lawmaker congressman congresswoman delegate
    king queen prince princess pope bishop priest pastor rabbi imam nun monk defendant plaintiff juror
    counsel barrister solicitor clerk magistrate commissioner superintendent principal dean provost
    treasurer councillor councilor alderman member chancellor premier boy girl man woman guy lady gentleman
    soldier sailor pilot guard veteran volunteer tenant parent grandmother grandfather guest host columnist
    activist lawyer engineer architect historian biologist ecologist geologist midfielder striker goalkeeper
    skipper defender winger pitcher quarterback rookie captain ceo cfo boss astronomer caretaker
    psychologist virologist baker survivor librarian paramedic dispatcher singer investigator inspector director
    manager grandson granddaughter nephew niece cousin stepfather stepmother father-in-law mother-in-law sibling
    twin fiancé fiancée girlfriend boyfriend spouse heir trader broker banker driver worker builder miner trainer
    referee umpire player goalscorer substitute organizer organiser campaigner lobbyist negotiator mediator
    coordinator strategist pollster blogger novelist poet playwright composer musician drummer guitarist painter
    sculptor photographer curator archivist chef cook waiter barista shopkeeper surveyor landlord landlady lender insurer
    auditor accountant consultant contractor developer designer programmer hacker inventor entrepreneur investor
    billionaire shareholder investigator ombudsman regulator advocate campaigner protester demonstrator refugee
    migrant asylum-seeker passenger commuter cyclist motorist pedestrian customer shopper patient carer caregiver
    midwife dentist vet pharmacist epidemiologist entomologist pathologist coroner bailiff notary junior
    entertainer presenter broadcaster anchor interpreter translator steward warden ranger gardener forester
    shepherd skipper sailor lifeguard firefighter policeman constable corporal major admiral commander marshal
    vice-president vice-chair co-chair co-author co-host co-owner ex-minister ex-president whip backbencher
    incumbent contender rival nominee successor predecessor mp senator-elect convenor convener cofounder
    postman fellow commander conductor spokesperson physicist chemist mathematician geographer archaeologist anthropologist sociologist statistician demographer
    climatologist meteorologist forecaster lead respondent speaker cartographer botanist
    villain hero heroine narrator protagonist
""")
GROUP_NOUNS = words("""
    police officials critics experts residents neighbors neighbours authorities lawyers prosecutors
    economists analysts scientists researchers activists campaigners lawmakers reporters sources
    investigators organizers organisers supporters opponents leaders republicans democrats parents teachers
    farmers workers voters firefighters doctors engineers advocates observers historians fans readers
    government administration ministry department agency company firm bank union group committee council
    commission board court jury panel party army military navy regime institute university foundation
    association league club team hospital school newspaper paper magazine charity embassy kremlin pentagon
    office bureau authority service federation organisation organization coalition alliance campaign
    regulator watchdog airline retailer operator manufacturer startup parliament congress senate house
    majority minority percent third quarter half respondents officers detectives people players passengers
    biologists ecologists astronomers geologists inspectors auditors insurers brokers executives staff
    family forecasters teenagers pupils students editors drivers owners members investors tenants
    opposition holder maker provider supplier diocese parish church
""")
DOCUMENT_NOUNS = words("""
    statement report review study survey poll census inspection note leaflet flyer analysis paper letter memo document filing complaint
    lawsuit indictment affidavit ruling judgment judgement opinion order resolution communique communiqué
    release announcement notice bulletin article editorial account book guide guidance manual law bill act
    treaty agreement contract policy audit assessment data figures numbers records results findings research
    evidence documents records emails email message text post tweet website page sign label headline
    transcript summary index forecast estimate inquiry investigation plan manifesto draft brief motion
    petition newsletter blog caption minutes statistics papers studies reports surveys polls
""")
# What words stand on: “a card on the door. It read:”.
BEARERS = words("""
    card banner plaque placard poster sticker ticket
""")
EXPLETIVES = words("""
    nothing nobody none anything everything something someone somebody everyone everybody anyone anybody one
    you what which this that these those there
""")
INDEFINITE = words("""
    some many others most several few both another all
""")
HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
THEY = frozenset({"they", "them"})
IT = frozenset({"it", "its"})
FIRST = frozenset({"i", "we", "me", "us"})
PRONOUNS = HE | SHE | THEY | IT

MALE = words("""
    mr mr. sir lord king prince father brother son husband uncle spokesman chairman businessman policeman
    man boy actor congressman fisherman widower grandfather grandson nephew boyfriend stepfather landlord waiter monk gentleman salesman fireman councilman duke
    foreman postman barman doorman craftsman tradesman
    pope baron
""")
FEMALE = words("""
    mrs mrs. ms ms. miss lady dame queen princess mother sister daughter wife aunt spokeswoman chairwoman
    businesswoman policewoman woman girl actress congresswoman widow grandmother granddaughter niece girlfriend stepmother landlady nun councilwoman duchess
    baroness madame
""")
COURTESY = words("""
    mr mr. mrs mrs. ms ms. miss sir dame dr dr. lord lady madame monsieur herr frau
""")
TITLES = COURTESY | words("""
    president vice chairman chairwoman prime minister senator sen. sen rep. rep gov. gov governor mayor
    general gen. gen colonel col. col captain capt. capt lieutenant lt. lt sergeant sgt. sgt detective det.
    officer judge justice professor prof. prof coach sheriff secretary ambassador king queen prince princess
    pope bishop father rev. rev reverend councillor councilor councilman councilwoman cllr commissioner
    superintendent chief deputy director chancellor premier congressman congresswoman attorney inspector
    constable con. con det pc dc di dci dcs insp insp. supt supt. lance foreign state former lord mr justice assistant acting chair admiral major maj. commander cmdr.
    sister brother staff
""")

# What a name is never preceded by unless it is an office: "Transport Minister Jorun Aske".
OFFICES = words("""
    president minister secretary senator representative governor mayor general colonel captain lieutenant
    sergeant detective inspector officer justice professor coach ambassador commissioner superintendent chief
    deputy director chancellor premier congressman congresswoman councillor councilor councilman councilwoman
    attorney constable admiral commander spokesman spokeswoman spokesperson chairman chairwoman chairperson
    engineer manager editor correspondent envoy prosecutor sheriff leader executive treasurer councilmember
    lawmaker economist analyst
""")
# What opens a sentence in capitals without belonging to a name.
OPENERS = words("""
    the a an when while after before but and or so in on at by for from with as if although though since
    because until yet still now then there here this that these those it he she they we i you his her their
    its our my your who what why how where not no yes also meanwhile however last next despite asked
    according during under over even only one two three four five six some many most all both each every nor
    once later earlier today yesterday monday tuesday wednesday thursday friday saturday sunday like instead
    nobody nothing about q a so-called our outside inside elsewhere opening closing
""")


_NO_PERSON = words("human german roman talisman ottoman checklist playlist shortlist consist persist subsist coexist")


def is_person_noun(word: str) -> bool:
    """Whether a word names somebody by what they do.

    >>> is_person_noun("spokeswoman"), is_person_noun("envoy"), is_person_noun("statement")
    (True, True, False)
    """
    word = word.lower()
    known = (
        any(part in PERSON_NOUNS for part in word.split("-"))
        or word in MALE
        or word in FEMALE
        or word.endswith(("man", "woman", "person", "-old", "grapher", "ician", "ologist"))
        or (word.endswith("ist") and len(word) > 6)
    )
    return known and word not in DOCUMENT_NOUNS | _NO_PERSON


def gender(word: str) -> str | None:
    """ "m" or "f" when a word tells it, as titles, kinship and some offices do.

    >>> gender("spokeswoman"), gender("he"), gender("envoy")
    ('f', 'm', None)
    """
    word = word.lower()
    if word in MALE or word in HE:
        return "m"
    if word in FEMALE or word in SHE:
        return "f"
    return None


def lemma(form: str) -> str | None:
    """The cue verb that this is a form of, or None.

    >>> lemma("added"), lemma("denies"), lemma("walked")
    ('add', 'deny', None)
    """
    form = form.lower()
    known = SAY | LABEL | VIEW | EVIDENCE
    if form in IRREGULAR:
        return IRREGULAR[form]
    for ending, added in (
        ("", ""),
        ("s", ""),
        ("es", ""),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ied", "y"),
    ):
        if form.endswith(ending) and (base := form.removesuffix(ending) + added if ending else form) in known:
            return base
    return None
