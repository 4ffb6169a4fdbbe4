/** What people call the columns of their vocabulary lists, in the languages such lists are most often written in. */

import type { ColumnRole } from './model.ts';

type NamedRole = 'front' | 'back' | 'field' | Exclude<ColumnRole['role'], 'field'>;

const NAMES: Readonly<Record<NamedRole, string>> = {
  front:
    'front|question|questions|q|term|terms|word|words|prompt|text|item|expression|headword|vocabulary|vocab|phrase|kanji|hanzi|lemma|cue|concept|key|foreign|' +
    'vorderseite|frage|begriff|wort|vokabel|ausdruck|recto|terme|mot|avant|anverso|frente|pregunta|palabra|término|termino|pergunta|palavra|termo|' +
    'fronte|domanda|parola|termine|voorkant|vraag|woord|przód|pytanie|słowo|pojęcie|lícová strana|otázka|slovo|pojem|framsida|fråga|ord|forside|spørgsmål|' +
    'ön|soru|kelime|terim|вопрос|слово|термин|лицо|лицевая сторона|питання|表|表面|問題|質問|単語|語彙|漢字|正面|问题|問題|单词|單字|詞彙|词汇|词语|앞면|질문|단어|문제|سؤال|كلمة|الكلمة|السؤال|שאלה|מילה|प्रश्न|शब्द',
  back:
    'back|answer|answers|a|definition|definitions|def|meaning|meanings|translation|translations|response|explanation|description|solution|gloss|' +
    'rückseite|antwort|bedeutung|definition|erklärung|beschreibung|lösung|übersetzung|verso|réponse|définition|sens|traduction|arrière|reverso|respuesta|definición|significado|traducción|dorso|' +
    'resposta|definição|tradução|verso|retro|risposta|definizione|significato|traduzione|achterkant|antwoord|betekenis|vertaling|tył|odpowiedź|znaczenie|definicja|tłumaczenie|' +
    'rubová strana|odpověď|význam|definice|překlad|baksida|svar|betydelse|översättning|bagside|arka|cevap|anlam|tanım|ответ|значение|определение|перевод|оборот|відповідь|переклад|' +
    '裏|裏面|答え|解答|意味|定義|訳|背面|答案|意思|释义|釋義|翻译|翻譯|定义|뒷면|답|정답|뜻|의미|정의|جواب|إجابة|معنى|المعنى|الجواب|תשובה|משמעות|תרגום|उत्तर|अर्थ',
  field:
    'notes|note|comment|comments|hint|hints|example|examples|sentence|sentences|extra|remarks|remark|reading|readings|pronunciation|ipa|pinyin|romaji|kana|hiragana|furigana|' +
    'audio|sound|image|picture|photo|part of speech|pos|type|gender|plural|level|category|topic|chapter|lesson|unit|source|sources|url|link|page|number|no|no.|#|id|index|rank|frequency|date|author|name|title|verse|' +
    'choice a|choice b|choice c|choice d|option a|option b|option c|option d|why|dimension|statement|synonym|synonyms|antonym|' +
    'hinweis|bemerkung|beispiel|beispiele|beispielsatz|aussprache|bild|lektion|kapitel|wortart|exemple|exemples|remarque|prononciation|leçon|chapitre|ejemplo|ejemplos|nota|notas|pronunciación|lección|imagen|' +
    'exemplo|exemplos|lição|imagem|esempio|esempi|pronuncia|lezione|voorbeeld|uitspraak|przykład|wymowa|příklad|výslovnost|exempel|uttal|örnek|telaffuz|пример|примеры|произношение|примечание|урок|' +
    '例|例文|例句|読み|発音|備考|拼音|读音|讀音|备注|備註|发音|예문|발음|비고|مثال|ملاحظة|דוגמה|उदाहरण',
  tags: 'tags|tag|labels|label|schlagwörter|schlagworte|schlagwort|stichwörter|étiquettes|étiquette|mots-clés|etiquetas|etiqueta|etichette|etichetta|labels|etykiety|tagi|štítky|etiketter|etiketler|теги|тег|метки|мітки|タグ|标签|標籤|태그|وسوم|תגיות|टैग',
  deck: 'deck|decks|stapel|kartenstapel|paquet|mazo|baralho|mazzo|talia|balíček|kortlek|deste|колода|デッキ|牌组|牌組|덱',
  guid: 'guid|anki guid|note guid',
  'note-type': 'note type|notetype|note-type|notiztyp|type de note|tipo de nota|тип записи|ノートタイプ|笔记模板',
  ignore: '',
};

const ROLES = new Map<string, NamedRole>();
for (const role of ['field', 'back', 'front', 'ignore', 'note-type', 'deck', 'guid', 'tags'] as const) {
  for (const name of NAMES[role].split('|')) if (name !== '') ROLES.set(name, role);
}

/** Languages head the columns of word lists; in a list of languages they are the words. */
const LANGUAGES = new Set(
  (
    'english|german|french|spanish|italian|portuguese|dutch|polish|czech|slovak|russian|ukrainian|turkish|greek|latin|arabic|hebrew|persian|hindi|japanese|chinese|mandarin|korean|' +
    'vietnamese|thai|indonesian|swedish|danish|norwegian|finnish|hungarian|romanian|bulgarian|croatian|serbian|deutsch|englisch|französisch|spanisch|italienisch|latein|russisch|' +
    'français|anglais|allemand|espagnol|italien|latin|español|inglés|alemán|francés|português|inglês|alemão|italiano|inglese|tedesco|francese|nederlands|engels|polski|angielski|' +
    'čeština|angličtina|česky|anglicky|svenska|engelska|türkçe|ingilizce|русский|английский|немецкий|українська|англійська|日本語|英語|中文|英文|汉语|漢語|한국어|영어|العربية|الإنجليزية|עברית|אנגלית|हिन्दी|अंग्रेज़ी'
  ).split('|'),
);

/** True when the cell is the name of a language and nothing else. */
export function namesLanguage(cell: string): boolean {
  return LANGUAGES.has(normalizeHeading(cell));
}

/** The role that a heading names outright, or null. */
export function roleOfHeading(heading: string): NamedRole | null {
  return ROLES.get(normalizeHeading(heading)) ?? null;
}

/** True when one of a few words is a known heading: `Arabic Word`, `Wort (Deutsch)`. */
export function containsHeadingWord(heading: string): boolean {
  const words = normalizeHeading(heading).match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.length <= 5 && words.some((word) => word.length > 2 && ROLES.has(word));
}

function normalizeHeading(heading: string): string {
  return heading.trim().toLowerCase().replaceAll('_', ' ').replace(/\s+/g, ' ').replace(/\s*[:*]$/, '');
}
