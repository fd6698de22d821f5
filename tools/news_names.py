#!/usr/bin/env python3
"""Sentences of our own with marked names, in the manner of French local and world news, for `recoupe train ner`.

usage: news_names.py [TIMES] > FILE.bio
A pattern is a sentence with names in brackets, [LOC ...], and words in braces that are drawn from the lists below;
each is printed TIMES times, with other words.  Marked as in Sequoia and FENEC (doc/ner.md): no titles, no articles, no
demonyms; newspapers, events, works and products are MISC; streets, churches and rivers are whole with their kind.
The people, clubs and firms are invented.  The same lists give the same bytes.
"""
import re, sys

WORDS = {
    "m": """Alain Bernard Bruno Cédric Christophe Damien Didier Emmanuel Fabrice Florent Francis Gérard Guillaume Hervé Hugo
        Jean-Luc Jean-Marc Jérôme Julien Karim Laurent Lucien Marcel Mathieu Mehdi Michel Mohamed Nicolas Oleksandr Olivier Pascal
        Patrice Paul-Henri Quentin Raymond Rémi Samir Sergueï Stéphane Sylvain Thierry Viktor Vincent Xavier Yann Youssef""",
    "f": """Adèle Agnès Amina Anne-Marie Béatrice Brigitte Camille Carole Céline Claire Corinne Delphine Élodie Estelle Fatima
        Florence Françoise Geneviève Hélène Irina Jeanne Josiane Juliette Karine Laetitia Louise Maria Marie-Claude Martine
        Monique Nadia Nathalie Odile Olena Pascale Rachel Sandrine Solange Sophie Sylvie Valérie Yasmina Yvette""",
    "n": """Aubriot Baudin Belkacem Benoist Berthelot Blondel Bonnard Bouchard Bouvier Brunel Caron Chevallier Collet Courtois
        Da+Silva Danilov Delaunay Delorme Deschamps Diallo Duchêne Dumoulin Estève Fabre Fontanel Gaillard Gauthier Germain Girardot
        Hamdi Hartmann Henriot Hubert Humbert Ivanenko Jacquot Joubert Klein Kovalenko Lacombe Laforêt Lagarde Lambert Launay
        Le+Goff Le+Bihan Lemoine Leroux Maillard Marchand Martel Masson Mercier Michaud Millet Moreau Navarro Nguyen Noël Olivier
        Parisot Pasquier Perrin Petitjean Picard Poirier Prévost Rameau Renaud Ribeiro Rousselle Salomon Schmitt Sorel Tessier
        Thiébaut Traoré Vasseur Verdier Vidal Voisin Wagner Weber Zerrouki""",
    "v": """Agen Aix-les-Bains Albertville Amiens Angoulême Annecy Arras Aurillac Auxerre Bar-le-Duc Bar-sur-Aube Beaune Belfort
        Besançon Béthune Blois Bourg-en-Bresse Briançon Cahors Cambrai Carcassonne Charmes Châlons Chaumont Chinon Cholet
        Colmar Commercy Compiègne Dax Digne Dijon Dole Épinal Ervy-le-Châtel Évreux Gap Gérardmer Guéret Issoire Joinville Langres Laon Laval
        Longwy Lunéville Mâcon Mende Metz Mirecourt Montbéliard Montluçon Moulins Nancy Nevers Niort Obernai Orthez Pau Périgueux
        Pontarlier Pont-à-Mousson Privas Quimper Remiremont Rethel Revigny Riom Roanne Rodez Romilly-sur-Seine Saint-Brieuc
        Saint-Dié Saint-Florentin Saint-Mihiel Saumur Sedan Sens Tarbes Thionville Tonnerre Toul Troyes Tulle Vannes Verdun Vesoul Vittel""",
    "w": """Abidjan Alep Alger Amman Ankara Anvers Bagdad Bakou Bamako Belgrade Berlin Beyrouth Bogota Brest-Litovsk Bruxelles Bucarest
        Budapest Caracas Chisinau Dakar Damas Dnipro Donetsk Dublin Genève Gomel Grodno Hambourg Helsinki Istanbul Jérusalem Kaboul
        Kharkiv Kherson Khartoum Kinshasa Lagos Lisbonne Lviv Madrid Manille Marioupol Milan Minsk Moscou Mossoul Munich Nairobi
        Odessa Oslo Ottawa Pékin Pskov Riga Rostov Séoul Sofia Stockholm Tallinn Tbilissi Tokyo Tunis Turin Varsovie Vilnius Vienne Zaporijjia""",
    "c": """Algérie Allemagne Argentine Arménie Autriche Belgique Biélorussie Bolivie Brésil Bulgarie Canada Chine Chypre Colombie Croatie
        Égypte Espagne Estonie Finlande Géorgie Grèce Hongrie Inde Irak Iran Irlande Israël Italie Japon Jordanie Kenya Lettonie Libye
        Lituanie Mali Maroc Moldavie Niger Norvège Pologne Portugal Roumanie Russie Sénégal Serbie Slovaquie Slovénie Suède Suisse Syrie
        Tchad Tunisie Turquie Ukraine Vietnam Yémen""",
    "r": """Alsace Aquitaine Ardèche Ardennes Aube Aveyron Bourgogne Bretagne Cantal Charente Corrèze Corse Creuse Dordogne Doubs Drôme
        Finistère Franche-Comté Gers Gironde Haute-Marne Haute-Saône Isère Jura Landes Limousin Loiret Lorraine Lot Lozère Marne
        Mayenne Meurthe-et-Moselle Meuse Morbihan Nièvre Normandie Oise Picardie Provence Sarthe Savoie Somme Tarn Vaucluse Vendée
        Vosges Yonne""",
    "o": """ADEME AREVIA BNCM CARSAT CFTI CNPR CRMS FDSEA FRANEX GEODIS INRAP INSERV MEDEX OMPR ONDAM OSCRE SAFIR SDIS SNCO SOLIM
        TERMEX UDAF UFCV UNAPE URSSA""",
    "b": """Adelis Altaria Bergeron Borelis Calvex Cerinor Delmas Duravel Ekora Ferval Galtier Hexalis Isomar Jorland Kervella Lorfonte
        Maréchal Nordex Oréade Pélican Quercia Roquebrune Sanimed Solvéo Tarmac+Est Transvallée Univia Valmont Verreries+Colin""",
    "j": """Le+Quotidien+de+l'Est La+Gazette+des+Vosges L'Écho+du+Centre Le+Courrier+picard Le+Matin La+Tribune Le+Soir L'Indépendant
        Le+Progrès La+Dépêche Ouest-Matin Le+Temps L'Avenir""",
    "s": """Saint-Rémi Saint-Pierre Notre-Dame Sainte-Catherine Saint-Étienne Saint-Nicolas Saint-Éloi Sainte-Anne Saint-Vincent Saint-Martin""",
    "p": """Jules-Ferry Victor-Hugo Jean-Moulin Louis-Pasteur Marie-Curie Gambetta Jean-Jaurès Émile-Zola Paul-Langevin Général-Leclerc
        Aristide-Briand Jeanne-d'Arc Jacques-Prévert""",
    "h": "Gare Liberté République Fontaine Halles Marne Tanneurs Moulin Château Remparts",
    "a": "Meuse Moselle Aube Armance Seine Loire Doubs Saône Vienne Dordogne Lot Adour Dniepr Danube Rhin Pripiat Don Vistule",
}
PATTERNS = """
Le maire de [LOC {v}], [PER {m} {n}], a inauguré samedi la nouvelle salle des fêtes.
Un incendie s'est déclaré dans la nuit de mardi à mercredi [LOC rue de la {h}], à [LOC {v}].
[PER {f} {n}] succède à [PER {m} {n}] à la tête de l'[ORG Office de tourisme de {v}].
L'[ORG Office de tourisme du Pays de {v}] propose une visite guidée de l'[LOC église {s}].
Les pompiers de [LOC {v}] et de [LOC {v}] sont intervenus sur la route départementale.
Le [ORG {o}] a annoncé un plan d'économies, selon [MISC {j}].
Selon [MISC {j}], [PER {m} {n}] pourrait quitter le groupe [ORG {b}] avant l'été.
[ORG {b}] supprime quarante emplois dans son usine de [LOC {v}], en [LOC {r}].
Le groupe [ORG {b}] a racheté [ORG {b}] pour trois millions d'euros.
Les salariés de [ORG {b}] ont manifesté devant la préfecture de [LOC {v}].
[PER {n}], entraîneur de l'[ORG AS {v}], ne cache pas sa déception.
L'[ORG AS {v}] reçoit dimanche le [ORG FC {v}] au [LOC stade {p}].
Le [ORG SC {v}] s'est incliné face à l'[ORG US {v}] (2-1).
Le but de [PER {n}] à la dernière minute a donné la victoire au [ORG Racing Club de {v}].
[PER {f} {n}], professeure au [ORG lycée {p}], organise une exposition sur la [MISC Première Guerre mondiale].
Les élèves du [ORG collège {p}] de [LOC {v}] ont visité [LOC {w}].
L'[ORG association des Amis de {v}] tiendra son assemblée générale vendredi à 20 heures.
Le [MISC Festival de {v}] accueille cette année [PER {m} {n}] et [PER {f} {n}].
La [MISC Foire de {v}] ouvrira ses portes le 12 mai.
Le cinéaste [PER {m} {n}] a présenté son film [MISC Les Enfants de la {a}] à [LOC {w}].
Le roman de [PER {f} {n}], [MISC La Maison des {h}], paraît chez [ORG {b}].
Le président de la [ORG Fédération française de cyclisme], [PER {m} {n}], s'est rendu à [LOC {v}].
La route entre [LOC {v}] et [LOC {v}] est coupée à cause de la crue de la [LOC {a}].
Les gendarmes de la brigade de [LOC {v}] ont interpellé un homme de 34 ans à [LOC {v}].
M. [PER {n}] a été placé en garde à vue au commissariat de [LOC {v}].
Mme [PER {n}] et M. [PER {n}] ont été entendus par le juge [PER {n}].
Me [PER {m} {n}], avocat de [PER {m} {n}], a dénoncé une affaire politique.
L'[ORG université de {v}] signe un accord avec l'[ORG université de {w}].
Le [ORG Conseil général de {r}] a voté son budget lundi.
La [ORG Chambre de commerce et d'industrie de {v}] aide les jeunes entreprises.
L'[ORG Union des commerçants de {v}] regrette la fermeture de la [LOC place de la {h}].
Le chantier de l'[LOC avenue {p}] durera jusqu'en décembre.
Le [LOC musée de la {h}] de [LOC {v}] rouvre après deux ans de travaux.
Une randonnée est prévue dans la [LOC forêt de {v}], au départ du [LOC lac de {v}].
Le [LOC pont de la {h}], à [LOC {v}], enjambe la [LOC {a}].
Les habitants de [LOC Saint-{m}-sur-{a}] attendent toujours la fibre.
L'[ORG hôpital {s}] de [LOC {v}] manque de médecins, alerte [PER {f} {n}].
L'[LOC abbaye {s}] de [LOC {v}] date du douzième siècle.
Le départ du [MISC Tour de France] sera donné à [LOC {v}] devant l'[LOC hôtel de ville de {v}].
La [MISC Coupe de France] oppose [ORG {v}] à [ORG {v}].
[PER {m} {n}] ([ORG {o}]) et [PER {f} {n}] ([ORG {b}]) ont signé la convention.
La rame de la [ORG {o}] est restée bloquée en gare de [LOC {v}].
Le syndicat [ORG {o}] appelle à la grève dans toute la [LOC {r}].
La députée de la [LOC {r}], [PER {f} {n}], interpelle le ministre [PER {m} {n}].
Le sénateur [PER {n}] a interrogé [PER {m} {n}] sur la situation de [ORG {b}].
Quel est le fleuve qui traverse [LOC {w}] ?
Qui a fondé l'[ORG Institut {p}] à [LOC {w}] ?
Dans quelle ville est né [PER {m} {n}] ?
Qui est l'auteur de [MISC Voyage en {c}] ?
Combien d'habitants compte la [LOC {c}] ?
Quand [PER {f} {n}] a-t-elle été élue présidente de la [LOC {c}] ?
Né à [LOC {w}] en 1951, [PER {m} {n}] étudie à l'[ORG École des beaux-arts de {v}].
[PER {m} {n}] est un peintre né à [LOC {v}] et mort à [LOC {w}].
[LOC {v}] est une commune située dans le département de la [LOC {r}], en région [LOC {r}].
L'album [MISC Les {h}] est sorti chez [ORG {b}] en 2004.
Le logiciel [MISC {b} Office] fonctionne sous [MISC Windows] et sous [MISC Linux].
Le [MISC {b} 300] consomme moins que son concurrent, assure la marque.
La [LOC {c}] et la [LOC {c}] ont rompu leurs relations diplomatiques.
Le ministre des Affaires étrangères de [LOC {c}], [PER {m} {n}], est attendu à [LOC {w}].
Des combats ont repris près de [LOC {w}], dans l'est de l'[LOC Ukraine].
Une explosion a secoué le centre de [LOC {w}] jeudi matin, faisant six morts.
L'armée a bombardé [LOC {w}] et plusieurs villages de la [LOC région de {w}].
À [LOC {w}], le porte-parole [PER {m} {n}] a démenti ces informations.
[PER {n}] a déclaré à l'agence [ORG {o}] que les négociations de [LOC {w}] avaient échoué.
Le général [PER {m} {n}], commandant du [ORG {o}], s'est adressé à la presse.
L'opposante [PER {f} {n}] a été libérée de la prison de [LOC {w}].
Les [MISC accords de {w}] n'ont jamais été appliqués, rappelle [PER {f} {n}].
Lors du [MISC sommet de {w}], la [LOC {c}] a proposé une trêve.
Pendant la [MISC guerre de {c}], [PER {m} {n}] était correspondant de [MISC {j}].
L'[MISC affaire {n}] embarrasse le gouvernement.
Le procès [MISC {n}] s'ouvrira à [LOC {v}] en septembre.
L'ONG [ORG Médecins du {h}] dénonce le blocus de [LOC {w}].
La [ORG Banque centrale de {c}] relève ses taux.
Le [ORG Parti populaire de {c}] a perdu les élections.
Des observateurs de l'[ORG OSCE] sont arrivés à l'[LOC aéroport de {w}].
Le navire a quitté le [LOC port de {w}] pour la [LOC mer Noire].
Le convoi a traversé le [LOC {a}] au sud de [LOC {w}].
[PER {f} {n}] et son mari [PER {m}] vivent [LOC place {p}] depuis dix ans.
Contact : [PER {f} {n}], [LOC rue {p}], [LOC {v}].
« Nous ne partirons pas », répète [PER {m}], ouvrier chez [ORG {b}].
[LOC {v}]. Le club de [ORG pétanque de {v}] recrute.
[LOC {w}] : deux morts dans un attentat
Football : [ORG {v}] bat [ORG {v}]
Le Crédit, la Poste et la mairie seront fermés lundi à [LOC {v}].
Les Français et les Allemands se sont retrouvés à [LOC {w}].
"""


def words_of(lists):
    return {k: [w.replace("+", " ") for w in v.split()] for k, v in lists.items()}


def draw(words, at, step):
    """The next word of a list: each time another one, in no order that a reader would see."""
    at["n"] = (at["n"] * 1103515245 + 12345 + step) % 2147483648
    return words[at["n"] // 65536 % len(words)]


def main(argv):
    words, at = words_of(WORDS), {"n": 1}
    for _ in range(int(argv[0]) if argv else 4):
        for step, pattern in enumerate(PATTERNS.strip().split("\n")):
            said = re.sub(r"{(\w)}", lambda m: draw(words[m[1]], at, step), pattern)
            print("# newdoc")
            for part in re.finditer(r"\[([A-Z]+) ([^\]]*)\]|([^\[]+)", said):
                first, text = True, part[2] or part[3]
                for m in re.finditer(r"\w+(?:-\w+)*['’]?|[^\w\s]", text):
                    end = part.start(2 if part[2] else 3) + m.end()
                    after = said[end:end + 1]
                    space = after.isspace() or (after == "[" and said[end - 1:end].isspace()) or not after
                    if after == "]":
                        space = said[end + 1:end + 2].isspace()
                    print(m[0] + "\t" + ((("B-" if first else "I-") + part[1]) if part[1] else "O") + ("" if space else "\tSpaceAfter=No"))
                    first = False
            print()


if __name__ == "__main__":
    main(sys.argv[1:])
