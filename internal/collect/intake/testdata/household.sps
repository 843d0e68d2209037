* A made-up survey of households: household.sav is what PSPP makes of this.
DATA LIST LIST NOTABLE /id (F4) sex (F1) age (F3) fruit_apple fruit_pear fruit_fig (F1) spoke1 spoke2 spoke3 (F2) visit (DATE11) seen (DATETIME20) likely (F2) spent.year (F8.2) town (A20) remarks (A400) rate1 rate2 rate3 (F1) work (F1) has_radio has_tv (F1) region (A2) w (F5.2).
BEGIN DATA
1 2 27 0 0 0 3 1 . 02-JUN-2020 "02-JUN-2020 10:01:30" 8 194.01 "Nairobi West" "" 8 2 4 1 1 0 "E" 0.75
2 1 999 0 1 0 1 . . 03-JUN-2020 "03-JUN-2020 10:02:30" 8 772.76 "Ouagadougou West" "" 3 2 5 3 0 0 "E" 1.25
3 9 30 0 0 0 1 2 3 04-JUN-2020 "04-JUN-2020 10:03:30" 5 419.58 "Kisumu West" "Everything went well this year, and we hope that it does so in the next year too: 3" 5 4 3 3 0 0 "E" 1
4 2 49 1 1 0 3 . . 05-JUN-2020 "05-JUN-2020 10:04:30" 6 149.3 "Ouagadougou" "" 7 8 1 3 0 1 "S" 1.25
5 2 56 1 0 0 2 1 . 06-JUN-2020 "06-JUN-2020 10:05:30" 0 658.31 "Ouagadougou East" "" 7 5 8 3 1 0 "S" 1
6 1 57 1 0 0 1 3 . 07-JUN-2020 "07-JUN-2020 10:06:30" 6 352.46 "Kisumu" "Everything went well this year, and we hope that it does so in the next year too: 6" 3 7 8 3 1 0 "S" 1.25
7 2 63 1 1 0 1 . . 08-JUN-2020 "08-JUN-2020 10:07:30" 2 137.02 "Lomé" "" 7 3 5 2 0 0 "S" 1.25
8 2 998 1 0 0 3 2 . 09-JUN-2020 "09-JUN-2020 10:08:30" 6 359.68 "Nairobi West" "" 8 1 4 1 0 1 "N" 0.75
9 2 56 0 0 0 1 2 3 . "10-JUN-2020 10:09:30" 1 787.02 "Sokodé West" "Everything went well this year, and we hope that it does so in the next year too: 9" 3 5 5 3 1 1 "N" 0.75
10 2 47 . . . 2 1 . 11-JUN-2020 "11-JUN-2020 10:10:30" 2 92.87 "Ouagadougou East" "" 5 7 3 3 0 0 "E" 1
11 1 62 0 1 0 2 3 1 12-JUN-2020 "12-JUN-2020 10:11:30" 5 694.97 "Sokodé East" "" 5 4 4 1 1 0 "N" 1.25
12 2 40 0 1 1 98 . . 13-JUN-2020 "13-JUN-2020 10:12:30" 4 175.09 "Sokodé West" "Everything went well this year, and we hope that it does so in the next year too: 12" 7 5 5 1 0 0 "N" 1
13 1 39 1 0 1 2 1 3 14-JUN-2020 "14-JUN-2020 10:13:30" 6 704.29 "Lomé West" "" 3 8 5 1 1 1 "S" 1.25
14 1 64 0 0 0 3 . . 15-JUN-2020 "15-JUN-2020 10:14:30" 7 726.05 "Lomé East" "" 7 5 3 3 0 0 "N" 1.25
15 9 24 0 1 0 1 . . 16-JUN-2020 "16-JUN-2020 10:15:30" 4 192.29 "Sokodé" "Everything went well this year, and we hope that it does so in the next year too: 15" 5 5 8 1 0 1 "S" 1.25
16 2 70 1 0 0 3 1 2 17-JUN-2020 "17-JUN-2020 10:16:30" 2 548.09 "Lomé" "" 3 7 2 3 0 1 "E" 1.25
17 2 53 0 0 0 2 . . 18-JUN-2020 "18-JUN-2020 10:17:30" 0 695.26 "Sokodé West" "" 1 2 7 2 0 1 "S" 1.25
18 2 69 0 1 0 1 2 . . "19-JUN-2020 10:18:30" 1 353.74 "Ouagadougou" "Everything went well this year, and we hope that it does so in the next year too: 18" 4 8 2 1 1 0 "N" 1.25
19 9 60 0 1 0 1 3 . 20-JUN-2020 "20-JUN-2020 10:19:30" 6 796.55 "Lomé East" "" 4 3 8 3 1 1 "S" 0.75
20 2 38 . . . 2 1 3 21-JUN-2020 "21-JUN-2020 10:20:30" 8 413.35 "Nairobi West" "" 5 5 2 1 0 0 "N" 1
21 2 20 1 0 1 2 3 1 22-JUN-2020 "22-JUN-2020 10:21:30" 8 827.34 "Sokodé West" "Everything went well this year, and we hope that it does so in the next year too: 21" 5 2 5 1 0 1 "N" 1
22 1 58 1 0 0 2 . . 23-JUN-2020 "23-JUN-2020 10:22:30" 1 408.94 "Ouagadougou East" "" 8 5 3 1 0 0 "N" 1
23 1 29 1 1 0 2 1 . 24-JUN-2020 "24-JUN-2020 10:23:30" 4 312.95 "Nairobi West" "" 1 1 1 3 0 1 "N" 1
24 1 999 1 1 1 98 . . 25-JUN-2020 "25-JUN-2020 10:24:30" 8 277.7 "Lomé" "Everything went well this year, and we hope that it does so in the next year too: 24" 5 4 3 2 1 0 "N" 0.75
25 1 58 1 0 0 3 . . 26-JUN-2020 "26-JUN-2020 10:25:30" 6 783.61 "Ouagadougou East" "" 4 5 1 2 0 0 "S" 1
26 1 34 1 1 0 2 . . 27-JUN-2020 "27-JUN-2020 10:26:30" 3 321.57 "Nairobi West" "" 8 2 7 2 0 0 "E" 0.75
27 1 34 0 1 0 1 2 . . "28-JUN-2020 10:27:30" 4 567.07 "Nairobi East" "Everything went well this year, and we hope that it does so in the next year too: 27" 3 8 5 3 1 0 "S" 1.25
28 2 59 0 1 0 3 1 2 01-JUN-2020 "01-JUN-2020 10:28:30" 1 29.01 "Lomé East" "" 5 2 8 2 0 0 "E" 1.25
29 9 33 1 0 1 3 . . 02-JUN-2020 "02-JUN-2020 10:29:30" 8 808.17 "Nairobi East" "" 2 7 5 1 1 0 "E" 0.75
30 1 999 . . . 2 3 . 03-JUN-2020 "03-JUN-2020 10:30:30" 1 431.63 "Ouagadougou" "Everything went well this year, and we hope that it does so in the next year too: 30" 4 2 3 2 1 1 "E" 1.25
31 1 18 0 1 1 1 3 2 04-JUN-2020 "04-JUN-2020 10:31:30" 4 638.27 "Ouagadougou West" "" 7 7 2 3 0 1 "N" 1
32 1 36 0 1 1 1 3 . 05-JUN-2020 "05-JUN-2020 10:32:30" 1 523.74 "Lomé East" "" 5 5 3 3 1 0 "E" 1
33 1 49 1 0 0 2 . . 06-JUN-2020 "06-JUN-2020 10:33:30" 10 406.23 "Ouagadougou East" "Everything went well this year, and we hope that it does so in the next year too: 33" 3 8 5 2 1 0 "S" 0.75
34 2 66 1 0 0 1 2 3 07-JUN-2020 "07-JUN-2020 10:34:30" 5 59.41 "Kisumu East" "" 2 5 8 2 0 1 "N" 0.75
35 9 999 0 0 1 3 2 . 08-JUN-2020 "08-JUN-2020 10:35:30" 3 696.09 "Kisumu" "" 8 4 2 1 1 1 "E" 0.75
36 9 36 0 0 0 98 . . . "09-JUN-2020 10:36:30" 7 373.97 "Ouagadougou West" "Everything went well this year, and we hope that it does so in the next year too: 36" 5 5 8 3 0 1 "S" 1.25
37 9 43 0 0 0 3 . . 10-JUN-2020 "10-JUN-2020 10:37:30" 7 495.8 "Kisumu West" "" 7 8 3 3 0 0 "N" 0.75
38 2 53 1 0 1 3 1 . 11-JUN-2020 "11-JUN-2020 10:38:30" 0 674.94 "Kisumu West" "" 8 4 8 2 1 0 "S" 1
39 2 41 0 0 1 2 . . 12-JUN-2020 "12-JUN-2020 10:39:30" 6 581.57 "Kisumu West" "Everything went well this year, and we hope that it does so in the next year too: 39" 1 3 1 2 1 1 "N" 0.75
40 2 70 . . . 2 1 . 13-JUN-2020 "13-JUN-2020 10:40:30" 1 202.2 "Lomé East" "" 2 7 2 3 0 0 "N" 0.75
41 2 999 1 0 1 3 2 1 14-JUN-2020 "14-JUN-2020 10:41:30" 1 64.25 "Sokodé East" "" 4 8 5 1 0 0 "E" 1
42 2 35 0 1 0 1 3 2 15-JUN-2020 "15-JUN-2020 10:42:30" 10 277.35 "Nairobi" "Everything went well this year, and we hope that it does so in the next year too: 42" 7 8 2 2 0 1 "S" 0.75
43 2 20 1 1 1 1 . . 16-JUN-2020 "16-JUN-2020 10:43:30" 4 665.48 "Sokodé" "" 4 7 4 2 0 0 "S" 0.75
44 2 66 0 1 0 2 . . 17-JUN-2020 "17-JUN-2020 10:44:30" 6 819.45 "Nairobi East" "" 3 8 1 1 0 0 "S" 0.75
45 9 21 1 1 1 1 3 2 . "18-JUN-2020 10:45:30" 5 172.42 "Sokodé East" "Everything went well this year, and we hope that it does so in the next year too: 45" 7 1 5 3 1 1 "S" 1
46 1 24 0 1 0 2 1 . 19-JUN-2020 "19-JUN-2020 10:46:30" 8 867.88 "Lomé West" "" 5 5 8 1 0 1 "N" 1
47 2 46 1 1 1 3 . . 20-JUN-2020 "20-JUN-2020 10:47:30" 6 223.96 "Kisumu" "" 8 1 7 1 0 1 "N" 1.25
48 1 56 1 1 1 98 . . 21-JUN-2020 "21-JUN-2020 10:48:30" 9 40.18 "Ouagadougou West" "Everything went well this year, and we hope that it does so in the next year too: 48" 5 1 2 1 0 0 "S" 1.25
49 2 67 1 1 1 2 . . 22-JUN-2020 "22-JUN-2020 10:49:30" 2 8.83 "Ouagadougou East" "" 3 4 5 2 1 1 "E" 0.75
50 2 30 . . . 1 . . 23-JUN-2020 "23-JUN-2020 10:50:30" 6 59.19 "Nairobi West" "" 5 3 8 1 0 1 "E" 0.75
51 1 24 1 1 0 1 . . 24-JUN-2020 "24-JUN-2020 10:51:30" 6 415.37 "Lomé East" "Everything went well this year, and we hope that it does so in the next year too: 51" 2 5 5 2 1 1 "S" 1.25
52 2 30 0 0 0 1 . . 25-JUN-2020 "25-JUN-2020 10:52:30" 4 795.87 "Sokodé" "" 5 2 8 2 0 0 "E" 0.75
53 9 47 0 0 1 2 . . 26-JUN-2020 "26-JUN-2020 10:53:30" 5 37.29 "Ouagadougou" "" 2 1 4 3 0 0 "S" 1.25
54 1 998 1 0 0 3 2 1 . "27-JUN-2020 10:54:30" 0 332.47 "Lomé" "Everything went well this year, and we hope that it does so in the next year too: 54" 4 5 1 3 0 0 "S" 1
55 9 41 1 0 0 2 . . 28-JUN-2020 "28-JUN-2020 10:55:30" 8 435.67 "Kisumu" "" 8 3 2 3 0 1 "E" 1
56 2 999 1 1 0 3 2 . 01-JUN-2020 "01-JUN-2020 10:56:30" 6 375.38 "Ouagadougou East" "" 4 8 8 1 0 1 "N" 1
57 1 70 1 1 1 1 . . 02-JUN-2020 "02-JUN-2020 10:57:30" 0 47.47 "Lomé East" "Everything went well this year, and we hope that it does so in the next year too: 57" 8 2 5 3 0 0 "S" 1
58 1 51 0 0 1 1 2 . 03-JUN-2020 "03-JUN-2020 10:58:30" 2 753.73 "Nairobi West" "" 5 1 8 1 0 0 "E" 1
59 2 30 0 0 0 3 1 . 04-JUN-2020 "04-JUN-2020 10:59:30" 6 323.93 "Lomé" "" 4 1 1 3 1 0 "S" 1.25
60 2 999 . . . 98 . . 05-JUN-2020 "05-JUN-2020 10:00:30" 4 584.48 "Ouagadougou East" "Everything went well this year, and we hope that it does so in the next year too: 60" 4 8 8 3 1 1 "E" 1
END DATA.
VARIABLE LABELS id "Respondent number" /sex "Q1. Sex of the respondent" /age "Q2. How old are you?" /fruit_apple "Apples" /fruit_pear "Pears" /fruit_fig "Figs"
 /spoke1 "First language" /spoke2 "Second language" /spoke3 "Third language" /visit "Date of the visit" /seen "Start of the interview"
 /likely "How likely are you to move house? 0 is not at all, 10 is certain" /spent.year "What did you spend on repairs last year, in dollars?"
 /town "Where do you live?" /remarks "Is there anything else?"
 /rate1 "How do you rate your flat? - Price" /rate2 "How do you rate your flat? - Size" /rate3 "How do you rate your flat? - Light"
 /work "What is your work?" /has_radio "Which of these do you have? - Radio" /has_tv "Which of these do you have? - Television" /region "In which region do you live?".
VALUE LABELS sex 1 "Female" 2 "Male" 9 "Prefer not to say" /age 998 "Don't know" 999 "Refused" /fruit_apple fruit_pear fruit_fig 0 "No" 1 "Yes"
 /spoke1 spoke2 spoke3 1 "English" 2 "French" 3 "Swahili" 98 "Don't know" /likely 0 "Not at all" 10 "Certain"
 /rate1 rate2 rate3 1 "Very bad" 2 "Bad" 3 "Fair" 4 "Good" 5 "Very good" 7 "Not applicable" 8 "Don't know"
 /work 1 "Employed" 2 "Self-employed" 3 "Looking for work" 4 "Retired" /has_radio has_tv 0 "Not selected" 1 "Selected"
 /region "N" "North" "S" "South" "E" "East" "W" "West".
MISSING VALUES sex (9) age (998 THRU HIGHEST) spoke1 TO spoke3 (98) rate1 TO rate3 (7, 8).
VARIABLE LEVEL sex (NOMINAL) rate1 TO rate3 (ORDINAL) age (SCALE).
MRSETS /MDGROUP NAME=$fruit LABEL="Which fruit do you eat?" VARIABLES=fruit_apple fruit_pear fruit_fig VALUE=1
 /MCGROUP NAME=$spoke LABEL="Which languages do you speak?" VARIABLES=spoke1 spoke2 spoke3.
WEIGHT BY w.
FILE LABEL "Household panel 2020".
SAVE OUTFILE='household.sav'.
