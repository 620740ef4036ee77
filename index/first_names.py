"""First names that tell, almost always, whether a man or a woman bears them."""

from __future__ import annotations

from index.cue_words import words

MEN = words("""
    aaron abdul abraham adam adrian ahmed alan albert alejandro alessandro alexander alexandre alfred ali allan
    anders andreas andrew anthony antoine antonio arjun arthur ben benjamin bernard bill bob boris brad brendan
    brian bruce bruno carlos charles christian christopher claude clive colin craig daniel darren dave david
    dean dennis derek diego dieter dmitri dmitry donald douglas duncan edward edwin eduardo emmanuel enrique eric
    ernest ethan eugene felipe felix fernando francisco frank françois fred frederick gareth gary george gerald
    giorgio giovanni giuseppe gordon graham greg gregory guillermo gustav hamid hans harold harry hassan hector
    henri henry hiroshi howard hugh hugo hussein ian ibrahim igor isaac ivan jack jacob jacques jake james jason
    javier jean-claude jeff jeffrey jeremy jerome jerry jim jimmy joe johan johannes john jonathan jorge josé jose
    joseph joshua juan jürgen julio karim karl keith keir kenneth kenji kevin klaus kofi kurt lars laurent lawrence
    leonard leonardo lewis louis luca lucas luigi luis luke magnus malcolm manuel marcel marco marcus mario mark
    martin matteo matthew maurice michael miguel mikhail mike mohamed mohammed muhammad narendra nathan neil nicholas
    nick nicolas nigel nikolai noah norman olaf oleg oliver oscar pablo patrick paul pedro peter phil philip pierre
    rafael rajesh ralph ramón ravi raymond ricardo richard rob robert roberto roger roland ronald rory ross roy
    rupert russell ryan samuel scott sean sebastian sergei sergey simon stanley stefan stephen steve steven stuart
    sven ted terence thomas tim timothy toby todd tom tomas tony trevor vincent viktor vladimir volodymyr walter
    wayne wilhelm william wolfgang xavier yuri yusuf zachary
""")
WOMEN = words("""
    abigail ada agnes aisha alexandra alice alison amanda amelia amy ana anastasia andrea angela anita ann anna anne
    annette annie antonia astrid barbara beatrice beatriz bernadette beth betty brenda bridget camilla carla
    carmen carol caroline catherine cecilia charlotte cheryl chiara chloe christina christine claire clara claudia
    cristina cynthia deborah denise diana diane dolores donna doris dorothy edith eileen elaine eleanor elena
    elisabeth elizabeth ella ellen emily emma erica esther eva evelyn fatima fiona florence frances francesca gabriela
    gail geraldine gillian giulia gloria grace greta gwen hannah harriet hazel heather heidi helen helena helga
    hilary hillary ida ingrid irene iris irina isabel isabella isabelle jacqueline jane janet janice jean jennifer
    jenny jessica jill joan joanna josephine joyce judith judy julia julie karen katarina kate katherine kathleen
    kathryn kathy katie kirsten kristen kristina laura lena leila leonora linda lisa louise lucia lucy luisa
    lydia magdalena margaret margarita maria marie marina marion marjorie martha mary maureen maya megan melanie
    melissa mercedes michelle miriam molly monica nadia nancy naomi natalia natalie natasha nicola nicole nina nora
    olga olivia pamela patricia paula pauline penelope petra phyllis polly priya rachel rebecca regina renata rita
    rosa rosalind rosemary ruth sabine sally samantha sandra sara sarah sharon sheila silvia simone sofia sonia sophia sophie
    stella stephanie sue susan suzanne svetlana sylvia tamara tanya tatiana teresa theresa tina tracy ursula valeria
    valerie vanessa vera veronica victoria violet virginia wendy yolanda yvonne zoe
""")


def gender_of(name: str) -> str | None:
    """ "m" or "f" when the first of at least two names tells it.

    >>> gender_of("Sarah Sanders"), gender_of("Robin Hale"), gender_of("Dean")
    ('f', None, None)
    """
    first, _, rest = name.casefold().partition(" ")
    if not rest:
        return None
    return "m" if first in MEN else "f" if first in WOMEN else None
