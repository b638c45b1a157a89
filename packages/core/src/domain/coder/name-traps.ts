const words = (text: string) => new Set(text.trim().split(/\s+/));

/** Names that are common words in a text without capital letters. */
export const COMMON_WORDS = words(`
  turkey chad jordan georgia niger male polish poles welsh bush sharon powell clinton mit eta sana mehr xi katz marcos
  austin cameron salami kerry straw wales gallant lasso pence sturgeon thatcher truss tusk saree arroyo havel kohl
  saps biff hashed mend milf triads weathermen ani spa cis cites fiat indigo unison uber tesla ice doge dia rss tak shas
  wam jem ats tuc seal pla sco afar cairns cologne fez limerick madras mecca tamale tubas tyre yap muscat guardian
  wagner contras klan crips antifa triad java papua lyman brit brits soviet guinea hur gur rada sabor garda artesh
  swat nod gap mod dem aids care shell orange apple target meta signal telegram visa bild zeit ria kan sun
`);

/** Names that are common words in a text all in capitals: mostly acronyms. */
export const COMMON_WORDS_IN_CAPITALS = words(`
  mend ice cites spa saps biff eta unison fiat afar tyre yap lasso doge cis hashed tubas fez cologne male
`);

/** First names before which a place is a surname ("Jack London"). None of them is a place or a title. */
export const FIRST_NAMES = words(`
  Jack John James Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Mark Donald Paul Steven
  Stephen Andrew Kenneth George Joshua Kevin Brian Edward Ronald Timothy Jason Jeffrey Ryan Gary Nicholas Eric Jonathan
  Larry Scott Frank Brandon Benjamin Gregory Raymond Alexander Patrick Dennis Jerry Tyler Aaron Jose Adam Nathan Henry
  Peter Kyle Walter Jeremy Harold Keith Roger Gerald Carl Arthur Terry Sean Lawrence Jesse Bryan Billy Bruce Bobby Jim
  Tom Bob Bill Mike Steve Dave Joe Tony Greg Jeff Dan Tim Ken Ron Sam Ben Max Luke Simon Martin Neil Eddie Hamilton
  Vernon DeAndre Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Nancy Lisa Betty Margaret
  Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Amy Anna Angela
  Ruth Brenda Pamela Nicole Katherine Samantha Christine Emma Catherine Virginia Rachel Janet Maria Heather Diane Julie
  Joyce Kelly Christina Joan Evelyn Lauren Judith Megan Andrea Cheryl Hannah Jacqueline Martha Gloria Teresa Ann Sara
  Whitney Theo Jeremiah Lynndie Kathy Alice Julia Grace Denise Amber Danielle Rose Brittany Diana Abigail Jane
`);

/** Places and surnames that are first names too: another unknown name after them makes them someone else. */
export const FORENAMES_TOO = words(`
  Michael Chad Jordan Paris Sofia Santiago Alexandria Virginia Kingston Sydney Chelsea Salvador Odessa Brooklyn Samara
  Savannah Carolina Dakota Montana Adelaide Israel Kenya India Gao Lima Madeira Tripoli Medina Cali Dallas Lyman Denver
  Charleston Memphis Tyre Hama Sharon Valencia Siena Verona Phoenix Bristol Kent Milan Geneva Vienna Florence Darwin Jos
  Samar Saleh Bashar Haider Abbas Mubarak Yunus Xi Isaias Sharif Mursi Morsi Arroyo Mahama Thaksin Kerry Marcos Aziz Salami
`);

/** States before which a city of the same name as one abroad stands ("Moscow, Idaho"). */
export const US_STATES = words(`
  Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Idaho Illinois Indiana Iowa
  Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada
  Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
`);

/** Bodies and parties whose name several nations use: with another nation before them they are that nation's. */
export const SHARED_NAMES = new Set([
  'Joint Chiefs of Staff',
  'House of Representatives',
  'National Security Council',
  'Supreme National Security Council',
  'Treasury Department',
  'Justice Department',
  'Department of Justice',
  'State Department',
  'Defense Department',
  'Department of Defense',
  'Commerce Department',
  'Department of Homeland Security',
  'Homeland Security',
  'Central Command',
  'Marine Corps',
  'Secret Service',
  'Border Patrol',
  'Space Force',
  'Cyber Command',
  'War Department',
  'Department of War',
  'Congress',
  'Capitol',
  'Democratic Party',
  'Republican Party',
  'Republicans',
  'Democrats',
  'Home Office',
  'House of Commons',
  'House of Lords',
  'Security Council',
  'Foreign Legion',
  'State Council',
  'Federation Council',
  'Council of Representatives',
  'Shura Council',
  'National Electoral Council',
  'Central Military Commission',
  'Ministry of State Security',
  'Ministry of Public Security',
  'Presidential Leadership Council',
  'Sovereign Council',
  'Guardian Council',
  'Revolutionary Guard',
  'Revolutionary Guards',
  'Central Bureau of Investigation',
  'National Investigation Agency',
  'National Intelligence Service',
  'General Intelligence Directorate',
  'General Intelligence Service',
  'Foreign Intelligence Service',
  'Federal Security Service',
  'Government of National Unity',
  'Government of National Accord',
  'National Transitional Council',
  'National Unity Government',
  'Liberal Democratic Party',
  'Liberal Democrats',
  'Justice and Development Party',
  "Republican People's Party",
  'Nationalist Movement Party',
  'Democratic Alliance',
  'National Democratic Congress',
  'New Patriotic Party',
  'Civic Platform',
  'Civic Forum',
  'Northern Alliance',
  'Northern League',
  'Muslim Brotherhood',
  'Baath Party',
  'Baath party',
  "Ba'ath Party",
  'Prosperity Party',
  'Islamic Front',
  'National Resistance Front',
  'National Resistance Movement',
  'National Liberation Army',
  'Islamic Jihad',
  'Islamic Resistance',
  'Civil Guard',
  'Self-Defense Forces',
  'Self-Defence Forces',
  'Coordination Framework',
  'Joint Operations Command',
  'Counter Terrorism Service',
  'Red Crescent',
  'Federal Reserve',
  'Supreme Soviet',
  'Black Panthers',
  'National Security Agency',
  'Unification Ministry',
  'CGT',
  'UGT',
  'ADF',
  'PLA',
  'SDF',
  'PMF',
  'NSA',
  'IRA',
  'NLD',
  'DPP',
  'CDU',
  'SAF',
  'NPA',
  'TDF',
  'NTC',
]);
