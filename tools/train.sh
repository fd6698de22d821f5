#!/bin/sh
# Train the models of the packs that are shipped, from the corpora under LING.  usage: train.sh RECOUPE LING
# What they are, and under which licences: lang/SOURCES.md.
set -eu
train="$1 train" ud=$2/ud lefff=$2/lex/lefff-3.4.mlex
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Trees of the spoken treebanks are too unlike written ones: they teach tags only.  Our own news
# sentences have no lemmas: they teach trees, and in English UPOS and the forms of verbs.
written="$ud/UD_French-Sequoia/fr_sequoia-ud-train.conllu $ud/UD_French-GSD/fr_gsd-ud-dev.conllu
$ud/UD_French-FQB/fr_fqb-ud-test.conllu"
spoken="$ud/UD_French-ParisStories/fr_parisstories-ud-train.conllu
$ud/UD_French-Rhapsodie/fr_rhapsodie-ud-train.conllu"
fr_dev=$ud/UD_French-Sequoia/fr_sequoia-ud-dev.conllu
python3 tools/news_trees.py fr > "$work/fr_news.conllu"
python3 tools/news_trees.py en > "$work/en_news.conllu"

# Of GUM the texts that are free: Wikinews, Wikivoyage, OpenStax, CC videos, political speeches.
free='GUM_(news|interview|bio|voyage|textbook|vlog|speech)_'
awk -v free="$free" '/^# newdoc/ { keep = $0 ~ free } keep' \
    "$ud/UD_English-GUM/en_gum-ud-train.reassembled.conllu" > "$work/gum-free.conllu"
en="$ud/UD_English-EWT/en_ewt-ud-train.reassembled.conllu $work/gum-free.conllu
$work/en_news.conllu"
en_dev=$ud/UD_English-EWT/en_ewt-ud-dev.conllu

# shellcheck disable=SC2086
{
    $train tag --lang-code fr --out lang/fr/fr.pack --slots 19 --passes 8 --feats-from 1 \
        --notes lang/SOURCES.md --lexicon "$lefff" --dev "$fr_dev" $written $spoken
    $train segment --lang-code fr --lang lang --out lang/fr/fr.pack --slots 17 --passes 3 \
        --runs 5 --notes lang/SOURCES.md --dev "$fr_dev" $written
    $train parse --lang-code fr --out lang/fr/fr.pack --slots 21 --passes 6 --feats-from 1 \
        --notes lang/SOURCES.md --lexicon "$lefff" --dev "$fr_dev" $written "$work/fr_news.conllu"
    $train tag --lang-code en --out lang/en/en.pack --slots 20 --passes 8 \
        --notes lang/SOURCES.md --dev "$en_dev" $en
    $train segment --lang-code en --lang lang --out lang/en/en.pack --slots 17 --passes 5 \
        --runs 5 --notes lang/SOURCES.md --dev "$en_dev" \
        "$ud/UD_English-EWT/en_ewt-ud-train.reassembled.conllu" "$work/gum-free.conllu"
    $train parse --lang-code en --out lang/en/en.pack --slots 21 --passes 6 \
        --notes lang/SOURCES.md --dev "$en_dev" $en
    $train net --lang-code fr --out lang/fr/fr.pack --set hidden=144,batch=700 --passes 30 --seed 3 --feats-from 1 \
        --notes lang/SOURCES.md --lexicon "$lefff" --dev "$fr_dev" $written "$work/fr_news.conllu"
    $train net --lang-code en --out lang/en/en.pack --set hidden=160 --passes 25 \
        --notes lang/SOURCES.md --dev "$en_dev" $en
}
tools/train-ner.sh "$1" "$2" "${3:-}"
