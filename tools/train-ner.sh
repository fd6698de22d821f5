#!/bin/sh
# Train the taggers of names of the packs that are shipped (doc/ner.md).  usage: train-ner.sh RECOUPE DATA [CLASSES]
# DATA: the folder ling of the corpora.  CLASSES: a folder with fr.tsv and en.tsv of tools/word_classes.py; without it
# the classes that the packs have are kept.  FENEC: only the texts whose licences allow it and that no figure is quoted of.
set -eu
ner=$2/ner
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fenec=$ner/FENEC
sequoia=$ner/sequoia-ne/sequoia-ud.parseme.frsemcor
for part in train dev test; do
    python3 test/ner.py sequoia --without "$fenec/FENEC/multi02-Sequoia.txt" "$sequoia.$part" > "$work/sequoia-$part.bio"
done
python3 test/ner.py brat "$fenec"/FENEC/encyclopedia01*.txt "$fenec"/FENEC/prose*.txt "$fenec"/FENEC/poetry*.txt \
    "$fenec"/FENEC/spoken*.txt "$fenec"/FENEC_2.0/encyclopedia02*.txt > "$work/fenec-free.bio"
python3 tools/news_names.py > "$work/news.bio"
python3 test/ner.py wikigold "$ner/wikigold/test.conllu" > "$work/wikigold.bio"
python3 test/ner.py gum "$2/ud/UD_English-GUM/en_gum-ud-train.reassembled.conllu" > "$work/gum.bio"
train() {
    code=$1
    shift
    "$recoupe" train ner --lang-code "$code" --lang lang --out "lang/$code/$code.pack" --passes 8 --runs 7 \
        --notes lang/SOURCES.md ${classes:+--lexicon "$classes/$code.tsv"} "$@"
}
recoupe=$1 classes=${3:-}
train fr --dev "$work/sequoia-test.bio" "$work/sequoia-train.bio" "$work/sequoia-dev.bio" "$work/fenec-free.bio" "$work/news.bio"
train en "$work/gum.bio" "$work/wikigold.bio"
