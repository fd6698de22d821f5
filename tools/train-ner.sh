#!/bin/sh
# Train the taggers of names of the packs that are shipped (doc/ner.md).  usage: train-ner.sh RECOUPE LING
# FENEC: only the texts whose licences allow it and that no figure is quoted of.
set -eu
ner=$2/ner
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fenec=$ner/FENEC/FENEC
sequoia=$ner/sequoia-ne/sequoia-ud.parseme.frsemcor
for part in train dev test; do
    python3 test/ner.py sequoia --without "$fenec/multi02-Sequoia.txt" "$sequoia.$part" > "$work/sequoia-$part.bio"
done
python3 test/ner.py brat "$fenec"/encyclopedia01*.txt "$fenec"/prose*.txt "$fenec"/poetry*.txt \
    "$fenec"/spoken*.txt > "$work/fenec-free.bio"
python3 test/ner.py wikigold "$ner/wikigold/test.conllu" > "$work/wikigold.bio"
"$1" train ner --lang-code fr --lang lang --out lang/fr/fr.pack --passes 8 --runs 3 --notes lang/SOURCES.md \
    --dev "$work/sequoia-test.bio" "$work/sequoia-train.bio" "$work/sequoia-dev.bio" "$work/fenec-free.bio"
"$1" train ner --lang-code en --lang lang --out lang/en/en.pack --passes 8 --runs 3 --notes lang/SOURCES.md \
    "$work/wikigold.bio"
