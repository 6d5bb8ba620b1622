"""Rules of the translation dimension: what a translator, a machine or a spinner left in the text.

Alone they weigh little, because each of them happens to writers too; a comparison of versions raises what the other
version does not have.
"""

from __future__ import annotations

from mkdocs_credibility.rules import Rule

_TORTURED = "Cabanac, Labbé and Magazinov 2021, Tortured phrases (arXiv 2107.06751)"
_GRAMMAR = "Quirk et al. 1985, A Comprehensive Grammar of the English Language"

RULES: tuple[Rule, ...] = (
    Rule(
        "translation/garbled-syntax", "low", "publisher", "Garbled syntax",
        "“{words}” is no order that English words can stand in.",
        "Function words come in a strict order, and a text that breaks it was not read after its last change.",
        _GRAMMAR, "Restore the sentence from its source.",
        ("if it decides to walk from should the town", "if it decides to leave the town"),
    ),
    Rule(
        "translation/agreement", "info", "publisher", "Number does not agree",
        "“{words}” joins a singular with a plural.",
        "A slip that any writer makes; together with others it marks a text that was not written in English.",
        _GRAMMAR, "Make the two agree.", ("these problem are old", "these problems are old"),
    ),
    Rule(
        "translation/verb-form", "info", "publisher", "Form that the grammar does not have",
        "“{words}” is not how English builds the phrase.",
        "A slip that learners and hurried writers make; with others it marks a text that was not written in English.",
        _GRAMMAR, "Correct the form.", ("the ferry has began", "the ferry has begun"),
    ),
    Rule(
        "translation/pronoun", "info", "publisher", "Pronoun in the wrong form",
        "“{words}” has a pronoun in a form that does not fit its place.",
        "Languages that leave pronouns out, or have one for him and her, give a translator the wrong one to choose.",
        _GRAMMAR, "Take the form that the sentence needs.", ("between he and the mayor", "between him and the mayor"),
    ),
    Rule(
        "translation/repeated-word", "info", "publisher", "Word written twice",
        "“{words}” stands in the text.", "A seam: one half of a sentence was changed and the other not.",
        "Own observation: native writers slip so in two pages of a hundred, which is why it costs nothing",
        "Delete one of the two.", ("the the pier", "the pier"),
    ),
    Rule(
        "translation/double-negation", "low", "publisher", "Two negations in one statement",
        "“{words}” negates twice, which says the opposite of negating once.",
        "Languages that negate twice for one meaning leave both behind, and the statement turns round.",
        _GRAMMAR, "Check the statement against its source.",
        ("We do not think that the ferry cannot sail", "We do not think that the ferry can sail"),
    ),
    Rule(
        "translation/dropped-article", "low", "publisher", "Article left out",
        "“{words}” lacks the article that the phrase has in English.",
        "Languages without articles leave none behind.", _GRAMMAR, "Put the article in.",
        ("as result of the storm", "as a result of the storm"),
    ),
    Rule(
        "translation/stray-capital", "low", "publisher", "Capital in mid-sentence",
        "“{words}” has a capital in the middle of a sentence.",
        "Two sentences that were cut and joined leave the first one's end or the second one's beginning behind.",
        "Own observation on back-translated agency stories; AP Stylebook, capitalization", "Restore the sentence.",
        ("votes in favour A long debate", "votes in favour after a long debate"),
    ),
    Rule(
        "translation/stray-hyphen", "low", "publisher", "Stray hyphen",
        "“{words}” begins with a hyphen: what stood before it is gone.",
        "The first half of a compound was translated away.",
        "Own observation on back-translated agency stories; AP Stylebook, hyphen", "Restore the compound.",
        ("other -building measures", "other confidence-building measures"),
    ),
    Rule(
        "translation/space-before-punctuation", "info", "publisher", "Space before punctuation",
        "A space stands before the punctuation in “{words}”.",
        "Harmless alone; where another version has no space there, it shows that the text went through a machine.",
        "Own observation on versions of one story; AP Stylebook, punctuation guide", "Delete the space.",
        ("The pier closed .", "The pier closed."),
    ),
    Rule(
        "translation/lowercase-title", "low", "publisher", "Title in lower case",
        "“{words}” has its title in lower case.",
        "Many languages write titles small, and a translation keeps them so.", "AP Stylebook, courtesy titles",
        "Write the title with a capital.", ("dr Ana Brandt", "Dr. Ana Brandt"),
    ),
    Rule(
        "translation/mixed-transliteration", "low", "publisher", "One name in two spellings",
        "The page writes both {common} and {other}.",
        "A newsroom transliterates a name in one way; two ways on one page come from two sources or from a machine.",
        "AP Stylebook, Kyiv; Guardian style guide, foreign names", "Use one spelling.", ("Kiev … Kyiv", "Kyiv … Kyiv"),
    ),
    Rule(
        "translation/inflected-name", "low", "publisher", "Name in another language's case",
        "“{words}” has a case ending that English names do not take.",
        "A machine that does not know a name keeps the ending that it had in the sentence.",
        "Own observation on machine translation from Slavic languages and Romanian",
        "Write the name as elsewhere on the page.", ("a letter to Brandtovi", "a letter to Brandt"),
    ),
    Rule(
        "translation/reversed-quotation-marks", "low", "publisher", "Quotation marks turned round",
        "The quotation marks in {words} face the wrong way.",
        "A machine that treats marks as words puts the space on the wrong side.",
        "Own observation on machine translation that works on separate tokens",
        "Put the marks at the words they quote.", ('the" Northern Light ".', 'the "Northern Light".'),
    ),
    Rule(
        "translation/inconsistent-quote", "low", "publisher", "One quote in two wordings",
        "{speaker} is quoted as “{one}” and as “{two}”.",
        "Quoted words do not change within a page; what is translated twice comes out differently twice.",
        "AP News Values and Principles: quotations are not altered", "Take the words from the source.",
        example=(
            "“We had no choice,” she said. … “We had no option,” she said again.",
            "“We had no choice,” she said. … She repeated that they had had none.",
        ),
    ),
    Rule(
        "translation/tortured-phrase", "low", "publisher", "Established term in other words",
        "“{words}” stands where the field says “{established}”.",
        "Spinning software swaps the words of fixed terms for synonyms.", _TORTURED, "Use the established term.",
        ("counterfeit consciousness", "artificial intelligence"),
    ),
    Rule(
        "translation/calque", "info", "publisher", "Phrase rendered word for word",
        "“{words}” is “{established}” word for word from another language.",
        "A fixed phrase of the source language, taken word for word.", "Swan and Smith 2001, Learner English",
        "Use the English phrase.", ("in the last time", "recently"),
    ),
    Rule(
        "translation/foreign-convention", "info", "publisher", "Another language's way to write",
        "“{words}” shows {what}.", "Numbers, dates and quotation marks keep the shape they had in the source.",
        "Unicode CLDR, number and date patterns", "Write it as English does.", ("12,5 kilometres", "12.5 kilometres"),
    ),
    Rule(
        "translation/mixed-style", "low", "publisher", "One thing written in two ways",
        "The page writes both “{one}” and “{other}”.",
        "A newsroom settles how figures, dates, titles and words are written; two ways on one page come from two "
        "sources or from a machine.",
        "AP Stylebook, percent, dates, courtesy titles; Guardian style guide, dates, percentages; own observation: "
        "native pages hardly ever mix them", "Use one of the two.",
        ("47 percent in June and 52 per cent in July", "47 percent in June and 52 percent in July"),
    ),
    Rule(
        "translation/untranslated-words", "low", "publisher", "Words left in another language",
        "Words that are not English stand in the text: {words}.",
        "What a machine cannot translate it leaves as it was.",
        "MQM error typology, accuracy/untranslated (Lommel, Uszkoreit and Burchardt 2014)",
        "Translate the words, or mark them as foreign.",
        example=("The 30-metrový mast fell on Monday.", "The 30-metre mast fell on Monday."),
    ),
)  # fmt: skip
