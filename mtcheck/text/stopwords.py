"""Function words, which carry no meaning that a gloss could show."""

from __future__ import annotations

FRENCH = frozenset(
    """
    le la les l' un une des du de d' au aux à en y dans sur sous par pour avec sans vers chez entre et ou où mais donc or
    ni car que qu' qui quoi dont lequel laquelle lesquels lesquelles duquel auquel auxquels ce c' cet cette ces ça cela
    ceci celui celle ceux celles se s' je j' tu il elle on nous vous ils elles me m' te t' lui leur leurs moi toi soi eux
    mon ma mes ton ta tes son sa ses notre nos votre vos ne n' pas plus point si comme quand lorsque lorsqu' puisque
    puisqu' afin aussi très tout toute tous toutes même mêmes autre autres été être est sont était étaient sera seront
    serait seraient soit soient fut furent ai as a ont avons avez avait avaient aura auront aurait auraient ait aient eu
    avoir suis es sommes êtes étant ayant y là ci cependant ainsi alors encore déjà bien peu fait faire -il -elle -on -t-il
    -t-elle -t-on -ce -je -nous -vous -ils -elles d'un d'une quel quelle quels quelles chaque aucun aucune
    avant après pendant depuis contre durant parmi jusque jusqu' dès selon malgré hors voire via lors tandis pourtant
    """.split()
)
ENGLISH = frozenset(
    """
    the a an of to in on at by for from with without into onto upon over under as and or but nor so if than then that this
    these those which who whom whose what when where why how it its itself he him his she her hers they them their theirs
    we us our ours you your yours i me my mine be is am are was were been being have has had having do does did doing done
    will would shall should can could may might must not no n't 's 't 'll 're 've s t ll re ve d m there here also very
    such any some all each every both either neither one other another same own more most much many few too just about
    up down out off again further once only between through during before after above below against because until while whole
    since despite among within toward towards per via however yet although though
    """.split()
)
STOPWORDS = {"fr": FRENCH, "en": ENGLISH}
