/// <reference lib="dom" />
import { filterFindings, filterFunctions } from './filters';
import { gridKeys } from './grid-keys';
import { startPicture } from './picture';
import { openForPrint, toggles } from './unfold';

// Everything is on the page without this script. What needs it is shown by this class alone.
document.documentElement.classList.add('script');
toggles();
openForPrint();
filterFindings();
filterFunctions();
gridKeys();
startPicture();
