"""British and American spellings of English words: the dictionary has a word once, the news prints it either way."""

from __future__ import annotations

import re

# Stems, British and American, as the Oxford and the Merriam-Webster dictionaries give them. Left out is what is another word
# on the other side: cheque and check, storey and story, draught and draft, metre and (parking) meter.
_STEMS = """
acknowledgement acknowledgment, aeroplane airplane, ageing aging, aluminium aluminum, anaem anem, anaesth anesth, analogue
analog, analys analyz, arbour arbor, archaeolog archeolog, ardour ardor, armour armor, artefact artifact, behaviour behavior,
caesarean cesarean, calibre caliber, cancelled canceled, cancelling canceling, candour candor, catalogue catalog, catalys
catalyz, centre center, centred centered, channelled channeled, channelling channeling, clamour clamor, colour color, cosy
cozy, counsellor counselor, counselling counseling, cypher cipher, defence defense, dialled dialed, dialling dialing,
diarrhoea diarrhea, doughnut donut, enamour enamor, endeavour endeavor, enrol enroll, enrolment enrollment, favour favor,
favourit favorit, fervour fervor, fibre fiber, flavour flavor, foetal fetal, foetus fetus, fuelled fueled, fuelling fueling,
fulfil fulfill, fulfilment fulfillment, glamour glamor, grey gray, gynaecolog gynecolog, haemo hemo, harbour harbor, honour
honor, humour humor, instalment installment, jewellery jewelry, judgement judgment, kerb curb, labelled labeled, labelling
labeling, labour labor, leukaemia leukemia, levelled leveled, levelling leveling, licence license, litre liter, lustre
luster, manoeuvr maneuver, manoeuvre maneuver, marvellous marvelous, meagre meager, misdemeanour misdemeanor, modelled
modeled, modelling modeling, mould mold, moult molt, moustache mustache, mum mom, neighbour neighbor, odour odor, oesophag
esophag, oestrogen estrogen, offence offense, orthopaedic orthopedic, paediatric pediatric, paedophil pedophil, paralys
paralyz, parlour parlor, plough plow, practise practice, pretence pretense, programme program, pyjama pajama, rancour rancor,
refuelling refueling, rigour rigor, rumour rumor, sabre saber, saviour savior, savour savor, sceptic skeptic, sceptre
scepter, signalled signaled, signalling signaling, skilful skillful, smoulder smolder, sombre somber, specialit specialt,
spectre specter, splendour splendor, succour succor, sulphur sulfur, theatre theater, totalled totaled, travelled traveled,
traveller traveler, travelling traveling, tumour tumor, tunnelled tunneled, tunnelling tunneling, tyre tire, unravelled
unraveled, valour valor, vapour vapor, vigour vigor, wilful willful, woollen woolen, worshipper worshiper, yoghurt yogurt
"""
_PAIRS = {
    one: other
    for pair in _STEMS.replace("\n", " ").split(",")
    for british, american in [pair.split()]
    for one, other in ((british, american), (american, british))
}
_SHORTEST, _LONGEST = min(map(len, _PAIRS)), max(map(len, _PAIRS))
_ENDING = re.compile(r"(?<=[a-z]{3})i[sz](?=(?:e|ed|er|ers|es|ing|ation|ations|able)$)")


def other_spelling(folded: str) -> str | None:
    """Return the American spelling of a British word or the British one of an American word, None where there is one only.

    What is no word that way (“labouratory”) is given as well: nothing is listed under it.

    Args:
        folded: The word in lower case, in any form.
    """
    for length in range(min(_LONGEST, len(folded)), _SHORTEST - 1, -1):
        other = _PAIRS.get(folded[:length])
        if other is not None:
            return other + folded[length:]
    swapped = _ENDING.sub(lambda match: "iz" if match.group() == "is" else "is", folded)
    return swapped if swapped != folded else None
