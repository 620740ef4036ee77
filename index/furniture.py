"""The words of a page's furniture, in English, German, French and Spanish: a line that is one of these and no more."""

from __future__ import annotations

import re

_SHARING = (
    r"share (?:this|on|via)\b.{0,60}|click to (?:share|print|email)\b.{0,80}",
    r"tweet|pin it|print|email|whatsapp|facebook|twitter|like this:?|(?:like )?loading(?:\.\.\.|…)?",
    r"teilen(?: (?:auf|via|per)\b.{0,40})?:?|(?:artikel|beitrag|seite) (?:teilen|drucken|merken|kommentieren)|per e-?mail (?:teilen|senden)",
    r"auf (?:facebook|twitter|x|whatsapp|linkedin) teilen|partager(?: (?:sur|par|cet article)\b.{0,40})?:?|imprimer|imprimir|drucken",
    r"compartir(?: (?:en|por|este artículo|esta noticia)\b.{0,40})?:?|comparte en .{0,40}",
    r"(?:wordpress\.com|google\+?|twitter|facebook|gravatar) (?:logo|photo|picture)|(?:un)?follow(?: (?:us|me)\b.{0,60})?",
    r"follow .{1,60} on (?:twitter|facebook|instagram|x|bluesky|mastodon|threads|linkedin|youtube|tiktok)\b.{0,80}",
    r"folgen sie uns\b.{0,60}|suivez-nous\b.{0,60}|síguenos\b.{0,60}",
)
_MORE = (
    r"related(?: (?:posts?|articles?|stories|content|coverage))?:?|(?:read|see) (?:more|also|next)(?: ?[:>»→…].{0,120}| (?:about|on|at|here|in|from)\b.{0,120})?",
    r"(?:also read|must read|don['’]t miss|you may also like|more from|most read|most popular|recommended(?: for you)?|trending(?: now)?"
    r"|editor['’]s picks?|up next|explore further)(?:\s*[:>|].{0,120})?",
    r"(?:lesen sie (?:auch|hier|mehr)|mehr zum thema|auch interessant|das könnte sie auch interessieren|zum thema|meistgelesen"
    r"|weiterlesen|mehr lesen|ähnliche (?:artikel|beiträge))(?:\s*[:>|].{0,120})?",
    r"(?:à lire aussi|lire aussi|lire la suite|voir aussi|à lire également|sur le même sujet|les plus lus|articles? (?:liés?|similaires?))(?:\s*[:>|].{0,120})?",
    r"(?:lea? también|lee también|le(?:e|er) más|le puede interesar|te puede interesar|ver también|contenido relacionado|noticias relacionadas"
    r"|artículos relacionados|lo más leído|más información)(?:\s*[:>|].{0,120})?",
    r"up ↑|back to top|skip to (?:main )?content|previous(?: (?:post|article))?|next(?: (?:post|article))?",
    r"nach oben|zum (?:haupt)?inhalt springen|haut de page|aller au contenu(?: principal)?|volver arriba|(?:ir|saltar) al contenido(?: principal)?",
    r"filed under:? .{1,120}|tagged(?: with| under|:) .{1,120}|(?:tags|schlagwörter|mots[- ]clés|étiquettes|etiquetas) ?: .{1,150}",
)
_OFFERS = (
    r"advertise?ments?|(?:sponsored|paid) (?:content|post)|anzeige|werbung|publicité|publicidad|anuncio",
    r"(?:story|article) continues below(?: advertisement)?|scroll to continue.{0,60}",
    r"(?:subscribe|sign up) (?:to|for|now|today)\b.{0,120}|(?:get|receive) .{1,80} (?:delivered|sent|straight|right|directly) (?:to|into) your inbox\b.{0,60}",
    r"click here (?:to|for)\b.{0,120}|click here|download (?:the|our) .{0,60}\bapps?\b.{0,60}",
    r"(?:jetzt )?(?:newsletter abonnieren|abonnieren sie\b.{0,120}|kostenlos registrieren)|zum newsletter anmelden.{0,60}",
    r"(?:abonnez-vous|inscrivez-vous)\b.{0,120}|s['’]abonner(?: à la newsletter)?|recevez (?:notre|nos|la) newsletters?\b.{0,80}",
    r"(?:suscríbe(?:te|se)|suscríbase|regístrese|regístrate|inscríbete)\b.{0,120}|suscribirse(?: al boletín)?",
    r"donate(?: (?:now|today|here))?|support us\b.{0,60}|jetzt spenden|spenden|faire un don|je donne|donar(?: ahora)?|haz una donación",
)
_SITE = (
    r"(?:please )?(?:log|sign)[ -](?:in|out|up)\b.{0,60}|(?:jetzt )?(?:anmelden|einloggen)|se connecter|iniciar sesión",
    r"fill in your details below.{0,80}|you are commenting using your.{0,60}",
    r"connecting to %s|%d bloggers? like this:?|notify me of new.{0,60}",
    r"blog at(?: wordpress\.com\.?)?|create a free website.{0,60}|powered by \w+.{0,30}",
    r"(?:we|this (?:web)?site) uses? cookies\b.*|accept(?: all)? cookies|(?:manage )?cookie (?:settings|preferences|policy)",
    r"(?:wir verwenden|diese (?:web)?seite (?:verwendet|nutzt)) cookies\b.*|(?:alle )?cookies akzeptieren|alle akzeptieren|cookie-einstellungen",
    r"(?:nous utilisons|ce site utilise) des cookies\b.*|accepter (?:tous )?les cookies|tout (?:accepter|refuser)|gérer les cookies",
    r"(?:utilizamos|usamos|est[ea] (?:sitio|página)(?: web)? (?:utiliza|usa)) cookies\b.*|aceptar (?:todas )?(?:las )?cookies",
    r"(?:©|\(c\)|copyright(?= (?:©|\(c\)|by\b|\d{4}))) .{0,120}|.{0,60}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\.?",
    r"(?:please )?visit (?:my|our|the author.?s)\b.{0,60}\b(?:web ?site|web page|site|blog|channel)\b.{0,120}",
    r"contact (?:me |us )?at\b.{0,80}|reach the reporters? (?:on|at|via)\b.{0,120}|tell us what you think.{0,20}",
)
LINE = re.compile("|".join((*_SHARING, *_MORE, *_OFFERS, *_SITE)), re.I)
"""A whole line of furniture; the line is folded to lower case, with single spaces."""

COMMENTS = re.compile(
    r"(?:leave|post|add|write) (?:a|your) (?:reply|comment)|join the (?:conversation|discussion)"
    r"|(?:\d+ )?(?:comments?|responses?|replies)(?: \(\d+\))?(?: (?:to|on) .{1,120})?:?"
    r"|(?:schreiben sie|schreibe) einen kommentar|(?:laissez|laisser|écrire) un commentaire|dej(?:a|ar|e) (?:un|tu|su) comentario"
    r"|\d+ (?:kommentare?|commentaires?|comentarios?)",
    re.I,
)
"""A heading that opens the comment form or the comments: nothing of the article comes after it."""

_PICTURE = r"(?:[Pp]hoto(?:graph|graphie)?|PHOTO|[Pp]icture|[Ii]mage|[Ff]oto(?:grafía)?|[Bb]ild|[Ii]magen|[Cc]r[ée]dit(?: photo)?)s?"
CREDIT = re.compile(
    rf"{_PICTURE}(?: (?:[Cc]redits?|[Bb]y|[Cc]ourtesy(?: [Oo]f)?))? ?[:©] ?[^.!?]{{1,60}}"
    rf"|.{{0,200}}\((?:[Ff]ile )?{_PICTURE}(?: (?:[Cc]redit|[Bb]y|[Cc]ourtesy of))?[: ] ?[^()]{{1,80}}\)\.?"
    r"|.{0,200}\S/(?:Reuters|REUTERS|AFP|AP|Getty Images|dpa|EPA|EFE)(?: via [\w ]{2,30})?\)?"
)
"""A whole line that is a picture's credit, or a caption with its credit at the end."""
