.mode list
.nullvalue NULL
.headers on
SELECT elg_levenshtein('kitten', 'sitting') AS lev, elg_osa('ca', 'abc') AS osa, elg_damerau('ca', 'abc') AS damerau,
       round(elg_jaro_winkler('MARTHA', 'MARHTA'), 4) AS jw, round(elg_trigram('word', 'two words'), 6) AS trigram,
       elg_token_set('new york mets', 'mets of new york') AS token_set;
.headers off
-- Code points count, not bytes; case and accents count, except in elg_trigram for case.
SELECT elg_levenshtein('Müller', 'Muller'), elg_damerau('株式会社', '株会式社'), round(elg_jaro_winkler('ÅÄÖ', 'ÅÖÄ'), 4),
       elg_trigram('ÉCLAIR', 'éclair'), elg_token_set('ACME', 'acme');
-- NULL, empty texts, numbers, BLOBs, NUL and bytes that are no UTF-8.
SELECT elg_levenshtein(NULL, 'a'), elg_osa('a', NULL), elg_damerau(NULL, NULL), elg_jaro_winkler(NULL, 'a'), elg_trigram('a', NULL),
       elg_token_set(NULL, 'a');
SELECT elg_levenshtein('', 'abc'), elg_osa('', ''), elg_damerau('', 'a'), elg_jaro_winkler('', ''), elg_trigram('', ''), elg_token_set('', '');
SELECT elg_levenshtein(12, 13.5), elg_osa(x'616263', 'abd'), elg_damerau(x'00ff', x'00fe80'), elg_levenshtein('a' || char(0) || 'b', 'a');
SELECT typeof(elg_levenshtein('a', 'b')), typeof(elg_jaro_winkler('a', 'a')), typeof(elg_trigram('a', 'b')), typeof(elg_token_set('a', 'a'));
-- Long texts: the equal parts are free, the rest has a limit.
SELECT elg_levenshtein(hex(zeroblob(500000)), hex(zeroblob(500000)) || 'x'), round(elg_jaro_winkler(hex(zeroblob(500000)), hex(zeroblob(500001))), 6),
       elg_trigram(hex(zeroblob(500000)), '000'), elg_token_set(hex(zeroblob(500000)), 'x ' || hex(zeroblob(500000)));
SELECT elg_levenshtein(hex(zeroblob(500000)), replace(hex(zeroblob(500000)), '0', 'x'));
SELECT elg_osa(hex(zeroblob(500000)), replace(hex(zeroblob(500000)), '0', 'x'));
SELECT elg_damerau(hex(zeroblob(50000)), replace(hex(zeroblob(50000)), '0', 'x'));
SELECT elg_token_set(hex(zeroblob(500000)), replace(hex(zeroblob(500000)), '0', 'x'));
