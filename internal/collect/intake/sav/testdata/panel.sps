DATA LIST LIST NOTABLE /id (F4) sex (F1) age (F3) fruit_apple fruit_pear fruit_fig (F1) spoke1 spoke2 spoke3 (F2) visit (DATE11) seen (DATETIME20) began (TIME8) score (F8.2) town (A12) remarks_long (A600) rating1 rating2 (F1) w (F5.2).
BEGIN DATA
1 1 34 1 0 1 1 3 . 08-JUN-2020 "08-JUN-2020 10:36:30" 10:36 1.5 "Nairobi" "Café très long" 1 2 1.25
2 2 999 0 0 0 2 . . 09-JUN-2020 "09-JUN-2020 00:00:01" 1:00 -2.25 "Lomé" "" 5 4 .75
3 9 998 . . . 98 . . . . . . "" "x" 8 . 1
4 1 51 0 1 0 3 2 1 31-DEC-1999 "31-DEC-1999 23:59:59" 23:59 1000000 "Ouagadougou" "" 3 3 1
END DATA.
IF (id=4) remarks_long = CONCAT(RPAD("a",254,"b"), RPAD("c",252,"d"), RPAD("e",94,"f")).
VARIABLE LABELS sex "Sex of the respondent" /age "How old are you?" /fruit_apple "Apples" /fruit_pear "Pears" /fruit_fig "Figs"
 /spoke1 "First language" /spoke2 "Second language" /spoke3 "Third language" /visit "Date of the visit" /town "Where do you live?" /remarks_long "Anything else?"
 /rating1 "How do you rate us? - Price" /rating2 "How do you rate us? - Speed" /id "Respondent ID".
VALUE LABELS sex 1 "Female" 2 "Male" 9 "Prefer not to say" /age 998 "Don't know" 999 "Refused" /fruit_apple fruit_pear fruit_fig 0 "No" 1 "Yes"
 /spoke1 spoke2 spoke3 1 "English" 2 "French" 3 "Swahili" 98 "Don't know" /rating1 rating2 1 "Very bad" 2 "Bad" 3 "Fair" 4 "Good" 5 "Very good" 8 "Don't know"
 /town "Nairobi" "Capital of Kenya".
MISSING VALUES sex (9) age (998 THRU HIGHEST) spoke1 TO spoke3 (98) rating1 rating2 (8).
VARIABLE LEVEL sex (NOMINAL) rating1 rating2 (ORDINAL) age (SCALE).
MRSETS /MDGROUP NAME=$fruit LABEL="Which fruit do you eat?" VARIABLES=fruit_apple fruit_pear fruit_fig VALUE=1
 /MCGROUP NAME=$spoke LABEL="Which languages do you speak?" VARIABLES=spoke1 spoke2 spoke3.
WEIGHT BY w.
FILE LABEL "A household panel".
SAVE OUTFILE='panel.sav'.
SAVE OUTFILE='panel-plain.sav' /UNCOMPRESSED.
SAVE OUTFILE='panel.zsav' /ZCOMPRESSED.
SAVE TRANSLATE /OUTFILE='panel.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.
