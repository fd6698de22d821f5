#!/usr/bin/env python3
"""Print a small treebank of news sentences, written for this project, as CoNLL-U.

usage: news_trees.py fr|en

The corpora hold little of what agencies write all day: bare weekdays, "selon X", subjects after the
verb of saying, titles before names, the conditional of hearsay.  The sentences are put together from
the parts below (always the same ones: the choice follows from a fixed seed) and annotated as Sequoia
(EWT) annotates such sentences.  They say nothing true.  tools/train.sh trains the parser on them.
"""
import random
import sys

R = random.Random(7)


class T:
    """A tree: words (form, UPOS), head of each (index; -1: the tree's own head), relation."""

    def __init__(self, *words):
        self.w = []                     # [form, upos, head, rel]
        for spec in words:
            form, upos, head, rel = spec.rsplit("/", 3)
            self.w.append([form, upos, int(head) - 1, rel])

    def specs(self, after):
        """The words as they were given, with `after` words before them."""
        return [f"{f}/{u}/{h + 1 + after if h >= 0 else 0}/{r}" for f, u, h, r in self.w]

    def head(self):
        return next(i for i, x in enumerate(self.w) if x[2] == -1)


def join(*parts):
    """Parts in order: (tree, key, key of its head or None, relation).  Keys name heads."""
    out, at = T(), {}
    for tree, key, _, _ in parts:
        at[key] = len(out.w) + tree.head()
        base = len(out.w)
        for form, upos, head, rel in tree.w:
            out.w.append([form, upos, head + base if head >= 0 else -1, rel])
    for _, key, to, rel in parts:
        out.w[at[key]][2:] = [at[to], rel] if to else [-1, "root"]
    return out


def P(sign):
    return T(f"{sign}/PUNCT/0/punct")


def pick(*options):
    x = R.choice(options)
    return x() if callable(x) else T(*x.split())


FIRST = "Olena Marie Karim Ivan Lucie Andreï Sofia Paul Nadia Viktor Hélène Amadou".split()
LAST = "Marchenko Delorme Haddad Petrov Lenoir Kovalenko Moreau Diallo Novak Ferrand Zaïtsev".split()
PLACES = ["à Odessa", "à Lyon", "à Kherson", "à Minsk", "près de Donetsk", "en Ukraine",
          "en Biélorussie", "dans le Donbass", "en Syrie", "au Mali", "à Gaza", "vers Moscou"]


def name():
    return T(f"{R.choice(FIRST)}/PROPN/0/x", f"{R.choice(LAST)}/PROPN/1/flat:name")


def role():
    return pick("le/DET/2/det président/NOUN/0/x", "la/DET/2/det ministre/NOUN/0/x",
                "le/DET/2/det gouverneur/NOUN/0/x de/ADP/5/case la/DET/5/det région/NOUN/2/nmod",
                "le/DET/2/det porte-parole/NOUN/0/x de/ADP/5/case l'/DET/5/det armée/NOUN/2/nmod",
                "le/DET/2/det chef/NOUN/0/x de/ADP/5/case la/DET/5/det diplomatie/NOUN/2/nmod "
                "russe/ADJ/5/amod",
                "le/DET/2/det président/NOUN/0/x ukrainien/ADJ/2/amod",
                "le/DET/2/det ministre/NOUN/0/x biélorusse/ADJ/2/amod de/ADP/6/case la/DET/6/det "
                "Défense/NOUN/2/nmod", "le/DET/2/det maire/NOUN/0/x de/ADP/5/case la/DET/5/det "
                "ville/NOUN/2/nmod", "un/DET/2/det responsable/NOUN/0/x américain/ADJ/2/amod")


def titled():
    return join((role(), "r", None, ""), (name(), "n", "r", "appos"))


def body():
    return pick("Moscou/PROPN/0/x", "Kiev/PROPN/0/x", "Paris/PROPN/0/x", "Washington/PROPN/0/x",
                "l'/DET/2/det ONU/PROPN/0/x", "l'/DET/2/det Otan/PROPN/0/x",
                "le/DET/2/det Kremlin/PROPN/0/x", "le/DET/2/det Pentagone/PROPN/0/x",
                "l'/DET/2/det agence/NOUN/0/x Interfax/PROPN/2/appos", "Reuters/PROPN/0/x",
                "TASS/PROPN/0/x", "Londres/PROPN/0/x", "l'/DET/2/det Union/NOUN/0/x "
                "européenne/ADJ/2/amod", "le/DET/2/det gouvernement/NOUN/0/x syrien/ADJ/2/amod",
                "l'/DET/2/det état-major/NOUN/0/x ukrainien/ADJ/2/amod",
                "le/DET/2/det ministère/NOUN/0/x russe/ADJ/2/amod de/ADP/6/case la/DET/6/det "
                "Défense/NOUN/2/nmod", "la/DET/2/det présidence/NOUN/0/x")


def plural():
    return pick("les/DET/2/det autorités/NOUN/0/x locales/ADJ/2/amod",
                "des/DET/2/det responsables/NOUN/0/x", "des/DET/2/det témoins/NOUN/0/x",
                "plusieurs/DET/2/det médias/NOUN/0/x", "deux/NUM/2/nummod diplomates/NOUN/0/x",
                "les/DET/2/det secours/NOUN/0/x", "des/DET/2/det analystes/NOUN/0/x "
                "militaires/ADJ/2/amod")


def speaker(many):
    return plural() if many else pick(titled, titled, role, body, body, name)


def when():
    day = R.choice("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
    return pick(f"{day}/NOUN/0/x", f"{day}/NOUN/0/x", f"{day}/NOUN/0/x soir/NOUN/1/nmod",
                f"ce/DET/2/det {day}/NOUN/0/x", "hier/ADV/0/x",
                f"{day}/NOUN/0/x matin/NOUN/1/nmod",
                f"le/DET/2/det {R.randint(2, 30)}/NUM/0/x mars/NOUN/2/nmod",
                f"{day}/NOUN/0/x {R.randint(2, 30)}/NUM/1/nmod novembre/NOUN/2/nmod")


def when_rel(t):
    return "advmod" if t.w[t.head()][1] == "ADV" else "obl:mod"


def where():
    words = R.choice(PLACES).split()
    case = {"près": ["près/ADP/3/case", "de/ADP/1/fixed"], "dans": ["dans/ADP/3/case", "le/DET/3/det"],
            "au": ["à/ADP/3/case", "le/DET/3/det"]}.get(words[0], [words[0] + "/ADP/2/case"])
    return T(*case, words[-1] + "/PROPN/0/x")


def thing():
    return pick("deux/NUM/2/nummod drones/NOUN/0/x", "un/DET/2/det missile/NOUN/0/x",
                "une/DET/2/det dizaine/NOUN/0/x de/ADP/4/case missiles/NOUN/2/nmod",
                "un/DET/2/det pont/NOUN/0/x", "des/DET/2/det armes/NOUN/0/x",
                "trois/NUM/2/nummod avions/NOUN/0/x de/ADP/4/case chasse/NOUN/2/nmod",
                "des/DET/2/det chars/NOUN/0/x T-72/PROPN/2/appos",
                "un/DET/2/det dépôt/NOUN/0/x de/ADP/4/case munitions/NOUN/2/nmod",
                "plus/ADV/3/advmod de/ADP/1/fixed 300/NUM/4/nummod obus/NOUN/0/x")


def doer():
    return pick("l'/DET/2/det armée/NOUN/0/x russe/ADJ/2/amod", "la/DET/2/det Russie/PROPN/0/x",
                "Moscou/PROPN/0/x", "Kiev/PROPN/0/x", "la/DET/2/det Biélorussie/PROPN/0/x",
                "l'/DET/2/det Ukraine/PROPN/0/x", "le/DET/2/det Kremlin/PROPN/0/x",
                "un/DET/2/det groupe/NOUN/0/x armé/VERB/2/acl")


def active():
    v = R.choice("abattu détruit livré lancé déployé visé perdu frappé".split())
    aux = R.choice(["a", "a", "aurait", "avait"])
    parts = [(doer(), "s", "v", "nsubj")]
    if R.random() < .2:
        parts += [(T("n'/ADV/0/x"), "n", "v", "advmod"), (T(f"{aux}/AUX/0/x"), "a", "v", "aux:tense"),
                  (T("pas/ADV/0/x"), "p", "v", "advmod")]
    else:
        parts += [(T(f"{aux}/AUX/0/x"), "a", "v", "aux:tense")]
    parts += [(T(f"{v}/VERB/0/x"), "v", None, ""), (thing(), "o", "v", "obj")]
    return tail(parts)


def passive():
    n = R.choice(["deux", "trois", "12", "40"])
    s = R.choice([(f"{n}/NUM/2/nummod personnes/NOUN/0/x", "tuées blessées évacuées", 1),
                  (f"{n}/NUM/2/nummod soldats/NOUN/0/x", "tués capturés blessés", 1),
                  ("le/DET/2/det pont/NOUN/0/x", "détruit visé touché", 0),
                  ("la/DET/2/det centrale/NOUN/0/x électrique/ADJ/2/amod", "visée touchée", 0)])
    v = R.choice(s[1].split())
    aux = R.choice([["ont", "été"], ["auraient", "été"], ["seraient"]] if s[2] else
                   [["a", "été"], ["aurait", "été"], ["serait"]])
    parts = [(T(*s[0].split()), "s", "v", "nsubj:pass")]
    if len(aux) == 2:
        parts += [(T(f"{aux[0]}/AUX/0/x"), "a", "v", "aux:tense")]
    parts += [(T(f"{aux[-1]}/AUX/0/x"), "b", "v", "aux:pass"), (T(f"{v}/VERB/0/x"), "v", None, "")]
    if R.random() < .3:
        parts += [(join((T("par/ADP/0/x"), "c", "n", "case"), (doer(), "n", None, "")), "g", "v",
                   "obl:agent")]
    return tail(parts)


def plain():
    v, o = R.choice([("poursuit", "son/DET/2/det offensive/NOUN/0/x"),
                     ("prépare", "une/DET/2/det nouvelle/ADJ/3/amod attaque/NOUN/0/x"),
                     ("contrôle", "la/DET/2/det ville/NOUN/0/x"),
                     ("enverra", "des/DET/2/det renforts/NOUN/0/x"),
                     ("rejette", "ces/DET/2/det accusations/NOUN/0/x"),
                     ("manque", "")])
    parts = [(doer(), "s", "v", "nsubj"), (T(f"{v}/VERB/0/x"), "v", None, "")]
    parts += [(T(*o.split()), "o", "v", "obj")] if o else \
             [(T("de/ADP/2/case", "munitions/NOUN/0/x"), "o", "v", "obl:arg")]
    return tail(parts)


def tail(parts):
    if R.random() < .45:
        t = when()
        parts.append((t, "t", "v", when_rel(t)))
    if R.random() < .4:
        parts.append((where(), "l", "v", "obl:mod"))
    return join(*parts)


def clause():
    return R.choice([active, active, passive, passive, plain])()


SAY = "déclaré annoncé affirmé indiqué précisé assuré reconnu expliqué estimé".split()


def says(many, end="v"):
    aux = T("ont/AUX/0/x" if many else "a/AUX/0/x")
    return [(aux, "a", "v", "aux:tense"), (T(f"{R.choice(SAY + ['dit'])}/VERB/0/x"), "v", None, "")]


def indirect():
    many = R.random() < .25
    parts = [(speaker(many), "s", "v", "nsubj")] + says(many)
    if R.random() < .65:
        t = when()
        parts.append((t, "t", "v", when_rel(t)))
    c = clause()
    c.w.insert(0, ["que", "SCONJ", -2, "mark"])
    for x in c.w[1:]:
        x[2] += 1 if x[2] >= 0 else 0
    c.w[0][2] = c.head()
    return parts + [(c, "c", "v", "ccomp"), (P("."), ".", "v", "punct")]


def according():
    many = R.random() < .3
    said = join((T("selon/ADP/0/x"), "c", "n", "case"), (speaker(many), "n", None, ""))
    if R.random() < .5:
        return [(said, "b", "v", "obl:mod"), (P(","), ",", "b", "punct"), (clause(), "v", None, ""),
                (P("."), ".", "v", "punct")]
    return [(clause(), "v", None, ""), (P(","), ",", "b", "punct"), (said, "b", "v", "obl:mod"),
            (P("."), ".", "v", "punct")]


def inserted():
    """« ... », a déclaré mardi X."""
    many = R.random() < .3
    quoted = R.random() < .7
    parts = [(P("«"), "q1", "r", "punct")] if quoted else []
    parts += [(clause(), "r", None, "")]
    parts += [(P("»"), "q2", "r", "punct")] if quoted else []
    parts += [(P(","), ",", "v", "punct"), (T("ont/AUX/0/x" if many else "a/AUX/0/x"), "a", "v",
                                            "aux:tense")]
    if not many and R.random() < .25:
        parts += [(T(R.choice(["-t-il/PRON/0/x", "-t-elle/PRON/0/x"])), "s", "v", "nsubj"),
                  (T(f"{R.choice(SAY)}/VERB/0/x"), "v", "r", "parataxis:insert")]
    else:
        parts += [(T(f"{R.choice(SAY)}/VERB/0/x"), "v", "r", "parataxis:insert")]
        if R.random() < .4:
            t = when()
            parts.append((t, "t", "v", when_rel(t)))
        parts.append((speaker(many), "s", "v", "nsubj"))
    if R.random() < .3:
        parts.append((T(*R.choice(["dans/ADP/3/case un/DET/3/det communiqué/NOUN/0/x",
                                   "à/ADP/3/case la/DET/3/det presse/NOUN/0/x",
                                   "sur/ADP/2/case Telegram/PROPN/0/x"]).split()), "m", "v",
                      "obl:mod"))
    return parts + [(P("."), ".", "r", "punct")]


def denies():
    parts = [(speaker(False), "s", "v", "nsubj"), (T("a/AUX/0/x"), "a", "v", "aux:tense"),
             (T(f"{R.choice(['démenti', 'nié', 'rejeté', 'confirmé', 'annoncé'])}/VERB/0/x"), "v", None,
              "")]
    if R.random() < .5:
        t = when()
        parts.append((t, "t", "v", when_rel(t)))
    parts.append((T(*R.choice([
        "toute/DET/2/det implication/NOUN/0/x", "ces/DET/2/det accusations/NOUN/0/x",
        "l'/DET/2/det arrivée/NOUN/0/x de/ADP/4/case renforts/NOUN/2/nmod",
        "la/DET/2/det mort/NOUN/0/x de/ADP/5/case deux/NUM/5/nummod soldats/NOUN/2/nmod",
        "la/DET/2/det livraison/NOUN/0/x de/ADP/4/case chars/NOUN/2/nmod",
        "le/DET/2/det déploiement/NOUN/0/x de/ADP/4/case missiles/NOUN/2/nmod"]).split()), "o", "v",
        "obj"))
    if R.random() < .4:
        parts.append((where(), "l", "o", "nmod"))
    return parts + [(P("."), ".", "v", "punct")]


def event():
    return [(clause(), "v", None, ""), (P("."), ".", "v", "punct")]


# English, as EWT annotates.
EN_VERBS = """launched destroyed fired shelled lost delivered captured hit deployed distributed provided
seized attacked bombed evacuated intercepted approved signed rejected welcomed condemned suspended
extended expelled ordered opened closed blocked targeted damaged struck downed sent supplied detained
released killed wounded fortified inspected repaired purchased occupied besieged""".split()

def en_body():
    return pick("the/DET/3/det United/ADJ/3/amod Nations/PROPN/0/x", "Moscow/PROPN/0/x",
                "Kyiv/PROPN/0/x", "Washington/PROPN/0/x", "NATO/PROPN/0/x",
                "the/DET/2/det Kremlin/PROPN/0/x", "the/DET/2/det Pentagon/PROPN/0/x",
                "the/DET/3/det European/ADJ/3/amod Union/PROPN/0/x", "Reuters/PROPN/0/x",
                "the/DET/3/det news/NOUN/3/compound agency/NOUN/0/x TASS/PROPN/3/appos",
                "the/DET/3/det Defence/PROPN/3/compound Ministry/PROPN/0/x",
                "the/DET/3/det White/ADJ/3/amod House/PROPN/0/x")


def en_role():
    return pick("the/DET/2/det minister/NOUN/0/x", "the/DET/2/det governor/NOUN/0/x",
                "the/DET/3/det Ukrainian/ADJ/3/amod president/NOUN/0/x",
                "the/DET/2/det mayor/NOUN/0/x of/ADP/5/case the/DET/5/det city/NOUN/2/nmod",
                "a/DET/3/det Kremlin/PROPN/3/compound spokesman/NOUN/0/x",
                "a/DET/4/det senior/ADJ/4/amod US/PROPN/4/compound official/NOUN/0/x",
                "local/ADJ/2/amod officials/NOUN/0/x", "two/NUM/2/nummod witnesses/NOUN/0/x",
                "the/DET/2/det army/NOUN/0/x", "rescue/NOUN/2/compound workers/NOUN/0/x")


def en_titled():
    return join((pick("President/PROPN/0/x", "Foreign/ADJ/2/amod Minister/PROPN/0/x",
                      "General/PROPN/0/x"), "t", None, ""), (name_en(), "n", "t", "flat"))


def name_en():
    return T(f"{R.choice(FIRST)}/PROPN/0/x", f"{R.choice(LAST)}/PROPN/1/flat")


def en_speaker():
    return pick(en_body, en_role, en_titled, name_en)


def en_doer():
    return pick("the/DET/2/det army/NOUN/0/x", "Russian/ADJ/2/amod forces/NOUN/0/x",
                "Ukraine/PROPN/0/x", "Russia/PROPN/0/x", "the/DET/2/det rebels/NOUN/0/x",
                "Belarus/PROPN/0/x", "an/DET/3/det armed/ADJ/3/amod group/NOUN/0/x",
                "volunteers/NOUN/0/x", "a/DET/2/det charity/NOUN/0/x", "police/NOUN/0/x",
                "the/DET/2/det parliament/NOUN/0/x", "government/NOUN/2/compound troops/NOUN/0/x",
                "a/DET/2/det drone/NOUN/0/x", "the/DET/2/det company/NOUN/0/x")


def en_thing():
    return pick("an/DET/2/det offensive/NOUN/0/x", "two/NUM/2/nummod drones/NOUN/0/x",
                "a/DET/3/det major/ADJ/3/amod offensive/NOUN/0/x", "a/DET/2/det missile/NOUN/0/x",
                "an/DET/3/det ammunition/NOUN/3/compound depot/NOUN/0/x", "the/DET/2/det bridge/NOUN/0/x",
                "three/NUM/3/nummod fighter/NOUN/3/compound jets/NOUN/0/x",
                "dozens/NOUN/0/x of/ADP/3/case missiles/NOUN/1/nmod",
                "more/ADJ/3/advmod than/ADP/1/fixed 300/NUM/4/nummod shells/NOUN/0/x",
                "food/NOUN/0/x", "medicine/NOUN/0/x", "blankets/NOUN/0/x", "a/DET/2/det village/NOUN/0/x",
                "several/ADJ/2/amod towns/NOUN/0/x", "the/DET/2/det agreement/NOUN/0/x",
                "new/ADJ/2/amod sanctions/NOUN/0/x", "a/DET/3/det power/NOUN/3/compound plant/NOUN/0/x")


def en_tail(parts):
    if R.random() < .4:
        place = R.choice(["in/ADP/3/case the/DET/3/det north/NOUN/0/x", "in/ADP/2/case Donetsk/PROPN/0/x",
                          "near/ADP/2/case Odesa/PROPN/0/x", "in/ADP/3/case the/DET/3/det east/NOUN/0/x "
                          "of/ADP/6/case the/DET/6/det country/NOUN/3/nmod"])
        parts.append((T(*place.split()), "l", "v", "obl"))
    if R.random() < .45:
        parts.append(en_when())
    return join(*parts)


def en_when():
    day = R.choice("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
    if R.random() < .5:
        return T("on/ADP/2/case", f"{day}/PROPN/0/x"), "t", "v", "obl"
    return T(f"{day}/PROPN/0/x"), "t", "v", "obl:unmarked"


def en_clause():
    v = R.choice(EN_VERBS)
    if R.random() < .3:
        aux = [(T("was/AUX/0/x"), "b", "v", "aux:pass")]
        if R.random() < .5:
            aux = [(T("had/AUX/0/x"), "h", "v", "aux"), (T("been/AUX/0/x"), "b", "v", "aux:pass")]
        parts = [(T("the/DET/2/det", R.choice(["bridge/NOUN/0/x", "plant/NOUN/0/x", "town/NOUN/0/x"])),
                  "s", "v", "nsubj:pass")] + aux + [(T(f"{v}/VERB/0/x"), "v", None, "")]
        if R.random() < .5:
            parts.append((join((T("by/ADP/0/x"), "c", "n", "case"), (en_doer(), "n", None, "")), "g",
                          "v", "obl:agent"))
        return en_tail(parts)
    parts = [(en_doer(), "s", "v", "nsubj")]
    if R.random() < .2:
        parts += [(T("had/AUX/0/x"), "h", "v", "aux")]
    return en_tail(parts + [(T(f"{v}/VERB/0/x"), "v", None, ""), (en_thing(), "o", "v", "obj")])


def prefixed(clause_, form, upos, rel):
    """The clause with one word before it, hung on its head."""
    return join((T(f"{form}/{upos}/0/x"), "m", "c", rel), (clause_, "c", None, ""))


def en_says():
    parts = [(en_speaker(), "s", "v", "nsubj"),
             (T(f"{R.choice('said said announced confirmed'.split())}/VERB/0/x"), "v", None, "")]
    if R.random() < .5:
        parts.append(en_when())
    c = en_clause()
    if R.random() < .6:
        c = prefixed(c, "that", "SCONJ", "mark")
    return parts + [(c, "c", "v", "ccomp"), (P("."), ".", "v", "punct")]


def en_scare():
    """said the bridge "remains closed"."""
    c = R.choice([[("remains/VERB/0/x", "r", None, ""), ("closed/ADJ/0/x", "x", "r", "xcomp")],
                  [("still/ADV/0/x", "a", "r", "advmod"), ("works/VERB/0/x", "r", None, "")],
                  [("still/ADV/0/x", "a", "r", "advmod"), ("stand/VERB/0/x", "r", None, "")],
                  [("is/AUX/0/x", "b", "r", "cop"), ("safe/ADJ/0/x", "r", None, "")]])
    inner = [(T("the/DET/2/det", R.choice(["bridge/NOUN/0/x", "plants/NOUN/0/x", "city/NOUN/0/x"])), "s",
              "r", "nsubj"), (P('"'), "q1", "r", "punct")]
    inner += [(T(form), k, to, rel) for form, k, to, rel in c] + [(P('"'), "q2", "r", "punct")]
    return [(en_speaker(), "s", "v", "nsubj"), (T("said/VERB/0/x"), "v", None, ""),
            (join(*inner), "c", "v", "ccomp"), (P("."), ".", "v", "punct")]


def en_wants():
    do = T("to/PART/2/mark", *pick("protect/VERB/0/x civilians/NOUN/1/obj",
                                   "rebuild/VERB/0/x the/DET/3/det hospital/NOUN/1/obj",
                                   "withdraw/VERB/0/x", "send/VERB/0/x more/ADJ/3/amod troops/NOUN/1/obj",
                                   "open/VERB/0/x the/DET/3/det border/NOUN/1/obj").specs(1))
    parts = [(en_speaker(), "s", "v", "nsubj")]
    if R.random() < .5:
        parts += [(T(f"{R.choice('urged asked ordered'.split())}/VERB/0/x"),
                   "v", None, ""),
                  (pick("both/DET/2/det sides/NOUN/0/x", "Russia/PROPN/0/x", "the/DET/2/det rebels/NOUN/0/x"),
                   "o", "v", "obj")]
    else:
        parts += [(T(f"{R.choice('promised vowed refused threatened agreed'.split())}/VERB/0/x"), "v", None,
                   "")]
    return parts + [(do, "x", "v", "xcomp"), (P("."), ".", "v", "punct")]


def en_event():
    return [(en_clause(), "v", None, ""), (P("."), ".", "v", "punct")]


def verb_feats(tree, i):
    """Of an English verb, as EWT has them; "_" for all other words."""
    form, upos, _, rel = tree.w[i]
    own = {r: tree.w[k][0] for k, (_, _, h, r) in enumerate(tree.w) if h == i}
    plural = tree.w[[k for k, x in enumerate(tree.w) if x[2:] in ([i, "nsubj"],)][0]] \
        if "nsubj" in own else None
    if upos != "VERB" or sys.argv[1] != "en":
        return "_"
    if "mark" in own and own["mark"] == "to":
        return "VerbForm=Inf"
    if "aux:pass" in own:
        return "Tense=Past|VerbForm=Part|Voice=Pass"
    if own.get("aux") == "had":
        return "Tense=Past|VerbForm=Part"
    many = plural and plural[1] == "NOUN" and plural[0].lower() in EN_PLURAL
    tense = "Pres" if form in ("remains", "works", "stand") else "Past"
    if tense == "Pres":
        many = form == "stand"
    return f"Mood=Ind|Number={'Plur' if many else 'Sing'}|Person=3|Tense={tense}|VerbForm=Fin"


EN_PLURAL = "officials witnesses workers forces rebels volunteers troops police".split()


def show(tree, number):
    words = [x[0] for x in tree.w]
    lines = [f"# sent_id = news-{number}"]
    for i, (form, upos, head, rel) in enumerate(tree.w):
        if i == 0 or (i == 1 and words[0] == "«"):
            form = form[0].upper() + form[1:]
        rel = "root" if head < 0 else rel
        glue = form.endswith("'") or (i + 1 < len(words) and words[i + 1] in ".,") or \
            (i + 1 < len(words) and words[i + 1].startswith("-t-")) or \
            (form == '"' and '"' not in words[:i]) or (words[i + 1:i + 2] == ['"'] and '"' in words[:i])
        lines.append("\t".join([str(i + 1), form, "_", upos, "_", verb_feats(tree, i), str(head + 1), rel, "_",
                                "SpaceAfter=No" if glue else "_"]))
    print("\n".join(lines) + "\n")


MAKERS = {"fr": [indirect] * 5 + [according] * 4 + [inserted] * 5 + [denies] * 2 + [event] * 4,
          "en": [en_says] * 5 + [en_scare] * 2 + [en_wants] * 3 + [en_event] * 5}

if __name__ == "__main__":
    for n in range(700):
        show(join(*R.choice(MAKERS[sys.argv[1]])()), n + 1)
