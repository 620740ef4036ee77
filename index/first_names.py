"""First names that tell, almost always, whether a man or a woman bears them."""

from __future__ import annotations

from index.cue_words import words

MEN = words("""
    aaron abdul abraham adam adrian ahmed alan alastair albert alec alejandro aleksandr alessandro alex alexander
    alexandre alf alfie alfred ali alistair allan alvaro amir anders andre andreas andrei andrej andrew andré andy
    angus anthony antoine anton antonio archie arjun armando arnold art arthur arturo august austin axel barry bart
    basil ben benedict benjamin bernard bernd bert bilal bill björn bob bogdan boris boyd brad bradley brendan brent
    brett brian bruce bruno cameron carl carlo carlos cedric cesar chad charles chris christian christopher chuck
    clarence clark claude clifford clint clive clyde colin connor conor corey cornelius craig curtis cyril damian
    damien dan daniel danny darius darrell darren daryl dave david dean declan dennis derek dermot desmond dick
    diego dieter dirk dmitri dmitry dominic dominik donald doug dougal douglas drew duncan dwight dylan eamon earl
    ed eddie edgar edmund eduardo edward edwin elias elliot elliott emil emilio emmanuel enrique enzo eric erik
    ernest ernesto ernst ethan eugene ezra fabian faisal farid felipe felix fergus fernando finn floyd francisco
    frank frankie franklin franz françois fred freddie frederick fritz gabriel gareth gary gavin geoff geoffrey
    georg george georges gerald gerard gerry gilbert giles giorgio giovanni giuseppe glen glenn godfrey gordon
    graeme graham grant greg gregory guillermo gunnar gustav guy günter hal hamid hank hans hans-peter harald harold
    harry haruto harvey hassan hector heinrich henri henrik henry herbert herman hernan hiroshi horace howard howie
    hubert hugh hugo hussein ian ibrahim ignacio igor imran isaac ismail ivan ivor jack jacob jacques jake jakob
    jamal james jamie jared jarek jason javier jean-claude jeb jed jeff jeffrey jens jens-peter jeremy jerome jerry
    jerzy jim jimmy joachim joaquin joe joel joey johan johannes john jon jonah jonas jonathan jorge jose josef
    joseph joshua josé juan juha julian julio julius justin jürgen karel karim karl kaspar kasper keir keiran keith
    kelvin ken kenji kenneth kenny kevin khalid kieran kirk klaus kofi kurt kyle lance lars lasse laurent lawrence
    lennart leo leon leonard leonardo leroy lewis liam lionel lloyd lorenzo louis luca lucas ludwig luigi luis lukas
    luke luther mack magnus malcolm manuel marc marcel marco marcus marek mario mariusz mark marshall martin marvin
    mat mathias matt matteo matthew matthias maurice max maximilian mehmet melvin michael mick mickey miguel mike
    mikhail milan miles milo milton mitch mitchell mohamed mohammed morris muhammad mustafa narendra nate nathan
    nathaniel ned neil nelson niall nicholas nick nico nicolas niels nigel niklas nikolai nils noah norman olaf oleg
    oliver omar orlando oscar osman otto owen pablo patrick patrik paul pavel pawel pedro per percy pete peter petr
    phil philip pierre piotr quentin rafael rahul rajesh ralf ralph ramon ramón randall randy rashid raul ravi ray
    raymond reggie reginald reuben rex rhys ricardo richard rick ricky riku rob robert roberto rodney rodrigo
    rogelio roger roland rolf roman romeo ron ronald ronan ronnie rory ross roy ruben rudolf rufus rupert russell
    ryan samir samuel saul scott sean sebastian sebastien sergei sergey seth shane sheldon shinji sid sidney silas
    simon solomon spencer stan stanley stavros stefan stephen steve steven stewart stig stu stuart sunil sven
    takashi tarik tariq ted teddy terence terrence theo theodore thomas thorsten tibor tim timothy tobias toby todd
    tom tomas tomasz tony torsten trevor tristan troy tyler ulrich umar uwe vaclav vadim vasily vaughn vernon victor
    vijay viktor vince vincent virgil vito vladimir volodymyr wade wallace walt walter warren wayne wes wesley
    wilbur wilfred wilhelm will willem william willie winston wojciech wolfgang xavier yannick yasin youssef yuri
    yusuf zac zach zachary zoltan
""")
WOMEN = words("""
    abbie abby abigail ada adelaide adele adriana agatha agnes agnieszka aileen aimee aisha alana alexa alexandra
    alexis alice alicia alina alison allison alma althea alyssa ama amalia amanda amber amelia amina amira amrita
    amy ana anastasia andrea angela anika anita anja ann anna anne anneliese annette annie annika antonia anya april
    arlene asha astrid audrey aurora ava ayesha barb barbara beatrice beatriz becky belinda bella bernadette bertha
    beth bettina betty beverley beverly bianca birgit birgitta bonnie brenda bridget britta bronwyn camilla candace
    carina carla carmen carol carolina caroline carolyn carrie cassandra catherine cathy cecile cecilia celeste
    celia celine chantal charlotte chelsea cheryl chiara chloe christa christiane christina christine ciara cindy
    claire clara claudette claudia colette colleen connie constance cora cordelia corinne courtney cristina crystal
    cynthia dagmar dahlia daisy danielle daphne dawn debbie deborah debra deirdre delia della demi denise dervla
    desiree diana diane dina diya dolly dolores donna dora doreen doris dorota dorothea dorothy dot dottie edith
    edna edwina effie eileen elaina elaine eleanor elena elin elisabeth elise eliza elizabeth elke ella ellen elsa
    elsie elspeth emilia emilie emily emma emmeline enid erica erin ernestine esme esther ethel eugenia eunice eva
    eve evelyn faith farah fatima fatou faye felicity fern fiona flora florence frances francesca freya frida frieda
    gabriela gabrielle gail gemma georgia georgina geraldine gerda germaine gertrude gillian gisela gisele gita
    giulia gladys glenda gloria grace greta gretchen grete guadalupe gudrun gwen hanna hannah harriet hattie hazel
    heather hedda hedwig heidi heike helen helena helga hilary hilda hilde hildegard hillary holly honor ida ilse
    imelda imogen ines inga inge ingeborg ingrid inna irene irina iris irma isabel isabella isabelle isadora isobel
    ivana ivy jacinta jacqueline jana jane janelle janet janice janine jasmin jasmine jean jeanette jeanne jemima
    jenna jennifer jenny jessica jill joan joanna joanne jodie johanna jolene josephine josie joy joyce juanita
    judith judy julia juliana julie juliet juliette june kaitlyn kara karen karin karina karla kat katarina kate
    katharina katharine katherina katherine kathleen kathrin kathryn kathy katia katie katja katya kay kayla keira
    kendra kerstin kimberly kirsten kirsty klara kristen kristina kyra lara larissa latoya laura lauren lea leah
    leanne leila lena lenore leonora leticia liesel lila lilian lilith lillian lily lina linda lisa lisbeth lise liv
    livia lois lola lorelei lorena lorna lorraine lottie louisa louise lucia lucie lucille lucinda lucy luisa lydia
    lynn lynne mabel madeleine madeline mae maeve magda magdalena maggie maha mai maia mandy marcia margaret
    margarethe margarita margaux margery margit margot marguerite maria mariam mariana marianne maribel marie marina
    marion marisa marjorie marla marlene marta martha martina mary matilda maud maude maureen mavis maya meera meg
    megan meghan mei melanie melissa mercedes mercy meredith mia michelle mila mildred milena millicent mimi minnie
    miranda mireille miriam mollie molly mona monica morag muriel myra myrtle nabila nadia nadine nadja nancy naomi
    natalia natalie natascha natasha nell nellie nia niamh nicola nicole nicolette nikki nina noelle noor nora
    noreen norma odette oksana olena olga olive olivia olympia ophelia orla paige paloma pam pamela pansy patience
    patricia patty paula pauline pearl peggy penelope petra petronella philippa phoebe phyllis pia pippa polina
    polly poppy priya prudence rachael rachel raisa ramona raquel rebecca regina renata rhiannon rhoda rhonda rita
    roberta romy rosa rosalie rosalind rosanna rose roseanne rosemary rosie rowena roxanne ruby ruth sabina sabine
    sabrina sadie saira sally salma samantha samira sana sandra sara sarah saskia selina selma serena sharon sheila
    sheryl shirley sian sibyl sienna sigrid silke silvia simona simone sinead siobhan sofia solveig sondra sonia
    sophia sophie soraya stacey stefanie steffi stella stephanie sue sunita susan susanna susannah susanne suzanne
    svetlana sybil sylvia tabitha tamara tamsin tania tanya tara tatiana teresa tess tessa thea thelma theresa
    therese tilda tina tonya tova tracy trudy ulla ulrike uma una ursula valentina valeria valerie vanessa velma
    vera verena verity veronica vicki vicky victoria viola violet virginia vivian vivien vivienne wanda wendy
    wilhelmina wilma winifred winnie xenia yara yasmin yasmine yelena ylva yolanda yulia yvette yvonne zahra zainab
    zara zelda zoe zofia zuzanna
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
