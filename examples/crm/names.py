"""Invented company names of many countries, and the ways other people write them down.

A company is (stem, sector, legal form, country).  Stems are coined from syllables: no two companies of a language share
one, and none is meant to be a real firm.  `dirty` returns the name as another system might hold it: another legal
form, an abbreviation, a typo, upper case, accents lost, a country in brackets.
"""

import unicodedata

# country: currency, top-level domain, language, weight
COUNTRIES = {
    'US': ('USD', 'com', 'en', 30),
    'GB': ('GBP', 'co.uk', 'en', 10),
    'DE': ('EUR', 'de', 'de', 10),
    'FR': ('EUR', 'fr', 'fr', 8),
    'ES': ('EUR', 'es', 'es', 5),
    'IT': ('EUR', 'it', 'it', 5),
    'NL': ('EUR', 'nl', 'nl', 4),
    'SE': ('SEK', 'se', 'sv', 4),
    'PL': ('EUR', 'pl', 'pl', 3),
    'BR': ('BRL', 'com.br', 'pt', 5),
    'MX': ('USD', 'com.mx', 'es', 3),
    'JP': ('JPY', 'co.jp', 'ja', 5),
    'CN': ('USD', 'cn', 'zh', 2),
    'TR': ('EUR', 'com.tr', 'tr', 2),
    'UA': ('EUR', 'com.ua', 'uk', 2),
    'GR': ('EUR', 'gr', 'el', 2),
}

COUNTRY_NAMES = {
    'US': 'United States',
    'GB': 'United Kingdom',
    'DE': 'Germany',
    'FR': 'France',
    'ES': 'Spain',
    'IT': 'Italy',
    'NL': 'Netherlands',
    'SE': 'Sweden',
    'PL': 'Poland',
    'BR': 'Brazil',
    'MX': 'Mexico',
    'JP': 'Japan',
    'CN': 'China',
    'TR': 'Turkey',
    'UA': 'Ukraine',
    'GR': 'Greece',
}

# language: (syllables that start a stem, that go on, that end it), chosen so that stems differ by more than one letter
SYLLABLES = {
    'en': (
        'Bram Cald Dun Eld Fair Glen Hark Kes Lang Morr North Oak Pem Quill Red Stan Thorn Und Vale '
        'Whit Yar Ash Brick Crest Dray',
        'en al or ing us ock',
        'ton ford wick ley field well more gate worth stone mark bridge dale cott sham',
    ),
    'de': (
        'Brand Dorn Eich Feld Grau Hart Kall Lind Mann Nord Ost Rein Stein Thal Ulm Voss Wald Zell '
        'Fürst Löw Kräm Schön',
        'en al or ing us au',
        'berg feld mann hausen stett bach hofer born brück meier richt',
    ),
    'fr': (
        'Aub Beau Chal Dur Font Gar Haut Jol Lam Mont Nav Orl Pers Quin Rav Sauv Tour Vigu Vern Béz Cél',
        'en al or iss au ég',
        'court ville mont ier ange ret vaux lier sac toire nay',
    ),
    'es': (
        'Alb Barr Cast Dur Esp Ferr Guad Hid Jar Lor Mend Nav Oliv Per Quin Riv Sal Torr Ur Val Zam',
        'en al or iz ub',
        'ero ada illo uela anza mar ín osa ente ato eda ico',
    ),
    'it': (
        'Alb Bell Cas Don Ferr Gal Lomb Mar Nov Orl Pav Quar Ross Sal Tor Ver Vit Zan Camp Sper',
        'en al or iz ub',
        'etti ini ello one ucci aro ate ardi esi otto ura',
    ),
    'nl': (
        'Bak Dijk Grav Hoog Kuip Land Meer Noord Oud Rijn Steen Velt Water Zand Brug Kool',
        'en al or ing us',
        'huis berg daal hoven veld stra kamp waard beek mans',
    ),
    'sv': (
        'Berg Dal Ek Fors Gran Hed Karl Lind Malm Nord Sjö Strand Sund Väst Öst Ås Lövs Älv',
        'en al or ing us',
        'ström gren vik holm borg dahl näs mark lund hagen',
    ),
    'pl': (
        'Bor Czar Dąb Gór Jas Kal Lub Mar Now Ost Pol Rad Sos Tar Wil Zał Krz Brz',
        'en al or ik us',
        'owski ów iec ica anka awa ino bud stal',
    ),
    'pt': (
        'Alm Barr Cam Dour Esp Ferr Gon Jaç Lim Mour Nov Oliv Pint Rib San Teix Val Vin',
        'en al or iz ub',
        'eira oso inho ães ada ura ente ardo ista',
    ),
    'ja': (
        'アオ イズ ウミ カワ キタ クロ サク シロ タカ ツル トモ ナカ ハヤ ヒガ フジ マツ ミナ ヤマ',
        'ノ ガ バ ラ リ モ サ ト',
        'シマ ダ ムラ カワ ザキ ハラ モト ヤマ テック ソフト',
    ),
    'zh': (
        '华 东 中 新 金 天 海 宏 博 智 瑞 永 安 泰',
        '盛 信 达 源 创 联 德 丰 利 昌 维 康',
        '通 科 宇 辰 景 腾 翔 嘉 诺 凯 恒 森',
    ),
    'tr': (
        'Ak Bar Çel Dem Erg Gök Kar Öz Sel Tun Yıl Kay Boz Alt',
        'en al or ın us',
        'tepe soy han lar taş demir koç su bey can',
    ),
    'uk': (
        'Бор Вер Дні Жит Кар Льв Мир Ост Пол Рів Сос Тер Чер Яр',
        'ен ов ал ід ус',
        'град поль ець ина ськ вод маш буд ком пром',
    ),
    'el': (
        'Αθην Βορ Δημ Ελλ Θεσ Καλ Λαμ Μακ Νικ Ολυμ Παπ Σπαρ',
        'εν ορ αλ ιστ ους',
        'ίδης άκης όπουλος ική ων ία άρα ινα',
    ),
}
MANY = 5000   # companies of one language after which words grow longer
SINGLE = 300  # companies of one language with a one-word stem; later ones have two, as in double-barrelled names

SECTORS = {
    'en': 'Systems|Technologies|Logistics|International|Manufacturing|Laboratories|Holdings|Foods|'
    'Energy|Partners|Software|Health|'
    'Engineering|Financial Services|Insurance|Media|Retail Group|Analytics|Pharmaceuticals|'
    'Construction|Solutions|Networks',
    'de': 'Maschinenbau|Logistik|Technik|Software|Energie|Pharma|Handels|Elektrotechnik|'
    'Versicherung|Verlag|Bau|Anlagenbau|Medizintechnik',
    'fr': 'Industries|Logistique|Conseil|Énergie|Assurances|Distribution|Ingénierie|Pharmaceutique|'
    'Médias|Technologies|Bâtiment',
    'es': 'Industrias|Logística|Tecnología|Energía|Seguros|Alimentos|Ingeniería|Servicios|'
    'Construcciones|Farmacéutica|Consultores',
    'it': 'Industrie|Logistica|Tecnologie|Energia|Assicurazioni|Alimentari|Ingegneria|Costruzioni|'
    'Farmaceutici|Servizi|Meccanica',
    'nl': 'Techniek|Logistiek|Software|Energie|Verzekeringen|Bouw|Groothandel|Advies|Machinebouw|Zorg',
    'sv': 'Teknik|Logistik|Energi|Försäkring|Bygg|Konsult|Industri|Livsmedel|Data|Medicin',
    'pl': 'Technologie|Logistyka|Energia|Budownictwo|Przemysł|Usługi|Handel|Oprogramowanie',
    'pt': 'Indústria|Logística|Tecnologia|Energia|Seguros|Alimentos|Engenharia|Serviços|Construções|Comércio',
    'ja': '製作所|工業|商事|システム|電機|物流|製薬|建設|ホールディングス|テクノロジー',
    'zh': '科技|物流|能源|制造|医药|贸易|建设|软件|食品',
    'tr': 'Teknoloji|Lojistik|Enerji|Gıda|İnşaat|Sigorta|Makina|Yazılım',
    'uk': 'Енерго|Логістика|Технології|Буд|Агро|Фарма|Торг',
    'el': 'Τεχνολογίες|Ενέργεια|Τρόφιμα|Κατασκευές|Ναυτιλιακή|Ασφάλειες',
}

# language: legal forms, each with the spellings it goes by; '{}' holds the name
LEGAL = {
    'US': (
        ('{} Inc.', '{}, Inc.', '{} Incorporated', '{} Inc'),
        ('{} Corporation', '{} Corp.', '{} Corp'),
        ('{} LLC', '{}, L.L.C.', '{} LLC'),
    ),
    'GB': (('{} Ltd', '{} Limited', '{} Ltd.'), ('{} plc', '{} PLC', '{} P.L.C.')),
    'DE': (
        ('{} GmbH', '{} Gesellschaft mbH', '{} GMBH'),
        ('{} AG', '{} Aktiengesellschaft'),
        ('{} GmbH & Co. KG', '{} GmbH & Co KG'),
    ),
    'FR': (('{} S.A.', '{} SA', '{} Société Anonyme'), ('{} SAS', '{} S.A.S.'), ('{} SARL', '{} S.A.R.L.')),
    'ES': (('{} S.A.', '{}, S.A.', '{} SA'), ('{} S.L.', '{}, S.L.', '{} SL')),
    'MX': (('{} S.A. de C.V.', '{}, S.A. de C.V.', '{} SA de CV'),),
    'IT': (('{} S.p.A.', '{} SpA', '{} SPA'), ('{} S.r.l.', '{} Srl', '{} SRL')),
    'NL': (('{} B.V.', '{} BV'), ('{} N.V.', '{} NV')),
    'SE': (('{} AB', 'AB {}', '{} Aktiebolag'),),
    'PL': (('{} Sp. z o.o.', '{} sp. z o.o.', '{} Spółka z o.o.'), ('{} S.A.', '{} SA')),
    'BR': (('{} Ltda.', '{} Ltda', '{} LTDA'), ('{} S.A.', '{} S/A')),
    'JP': (('株式会社{}', '{}株式会社', '(株){}'),),
    'CN': (('{}有限公司', '{}有限责任公司'),),
    'TR': (('{} A.Ş.', '{} Anonim Şirketi', '{} AŞ'), ('{} Ltd. Şti.', '{} Limited Şirketi')),
    'UA': (('ТОВ {}', 'ТОВ «{}»', '{} ТОВ'), ('ПАТ {}', 'ПАТ «{}»')),
    'GR': (('{} Α.Ε.', '{} ΑΕ'), ('{} Ε.Π.Ε.', '{} ΕΠΕ')),
}

ABBREVIATIONS = {
    'International': 'Intl',
    'Manufacturing': 'Mfg',
    'Laboratories': 'Labs',
    'Holdings': 'Hldgs',
    'Services': 'Svcs',
    'Technologies': 'Tech',
    'Engineering': 'Eng.',
    'Pharmaceuticals': 'Pharma',
    'Construction': 'Constr',
}

CYRILLIC = {
    'а': 'a',
    'б': 'b',
    'в': 'v',
    'г': 'h',
    'д': 'd',
    'е': 'e',
    'ж': 'zh',
    'з': 'z',
    'и': 'y',
    'й': 'i',
    'к': 'k',
    'л': 'l',
    'м': 'm',
    'н': 'n',
    'о': 'o',
    'п': 'p',
    'р': 'r',
    'с': 's',
    'т': 't',
    'у': 'u',
    'ф': 'f',
    'ц': 'ts',
    'ч': 'ch',
    'ш': 'sh',
    'ю': 'yu',
    'я': 'ya',
    'і': 'i',
    'ї': 'i',
    'є': 'ie',
}

SEPARATE = {'ja', 'zh'}  # languages that write no space between words


def plain(text):
    """ASCII letters of a name, for domains."""
    text = ''.join(CYRILLIC.get(c, c) for c in text.lower())
    text = unicodedata.normalize('NFKD', text.replace('ı', 'i').replace('ł', 'l').replace('ø', 'o').replace('ß', 'ss'))
    return ''.join(c for c in text if 'a' <= c <= 'z')


class Universe:
    """Draws companies; no two of one language share a stem."""

    def __init__(self, rng):
        self.rng = rng
        self.used = {lang: set() for lang in SYLLABLES}
        self.codes = list(COUNTRIES)
        self.weights = [COUNTRIES[c][3] for c in self.codes]
        self.syllables = {lang: [s.split() for s in parts] for lang, parts in SYLLABLES.items()}
        self.sectors = {lang: names.split('|') for lang, names in SECTORS.items()}

    def word(self, lang):
        head, middle, tail = self.syllables[lang]
        word = self.rng.choice(head) + self.rng.choice(middle)
        # Words of real names are rare however many names there are.
        for _ in range(2 if len(self.used[lang]) > MANY else 0):
            word += self.rng.choice(middle)
        return word + self.rng.choice(tail)

    def stem(self, lang):
        used = self.used[lang]
        while True:
            stem = self.word(lang)
            if len(used) >= SINGLE:
                stem += {'zh': '', 'ja': '・'}.get(lang, ' ') + self.word(lang)
            if stem not in used:
                used.add(stem)
                return stem

    def company(self):
        rng = self.rng
        code = rng.choices(self.codes, self.weights)[0]
        lang = COUNTRIES[code][2]
        sector = rng.choice(self.sectors[lang]) if rng.random() < 0.75 else ''
        return Company(self.stem(lang), sector, rng.randrange(len(LEGAL[code])), code, rng)


class Company:
    __slots__ = ('stem', 'sector', 'legal', 'country', 'name', 'domain')

    def __init__(self, stem, sector, legal, country, rng):
        self.stem, self.sector, self.legal, self.country = stem, sector, legal, country
        self.name = LEGAL[country][legal][0].format(self.base())
        host = plain(stem) or 'c%07x' % rng.randrange(1 << 28)
        if rng.random() < 0.3:
            host += '-group' if rng.random() < 0.5 else 'online'
        self.domain = host + '.' + (COUNTRIES[country][1] if rng.random() < 0.7 else 'com')

    def base(self):
        if not self.sector:
            return self.stem
        return self.stem + ('' if COUNTRIES[self.country][2] in SEPARATE else ' ') + self.sector


def typo(rng, word):
    """One edit inside a word, its first letter kept."""
    if len(word) < 6:
        return word
    at, kind = rng.randrange(2, len(word) - 1), rng.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:]


def dirty(rng, company):
    """The company's name as another system holds it."""
    base, forms = company.base(), LEGAL[company.country][company.legal]
    kind = rng.random()
    if kind < 0.30:
        return company.name
    if kind < 0.50:
        return rng.choice(forms).format(base)
    if kind < 0.64:
        return base
    if kind < 0.72:
        return company.name.upper()
    if kind < 0.80:
        for word, short in ABBREVIATIONS.items():
            base = base.replace(word, short)
        return rng.choice(forms).format(base)
    if kind < 0.88:
        return forms[0].format(base.replace(company.stem, typo(rng, company.stem)))
    if kind < 0.93:
        return '%s (%s)' % (base, COUNTRY_NAMES[company.country])
    if kind < 0.97:
        text = (
            unicodedata.normalize('NFKD', company.name)
            if company.country not in ('JP', 'CN', 'UA', 'GR')
            else company.name
        )
        return ''.join(c for c in text if not unicodedata.combining(c))
    return '  ' + company.name.replace(' ', '  ') + ' '


def website(rng, domain):
    kind = rng.random()
    if kind < 0.4:
        return 'https://www.' + domain
    if kind < 0.6:
        return 'www.' + domain
    if kind < 0.8:
        return 'http://' + domain + '/'
    return domain
