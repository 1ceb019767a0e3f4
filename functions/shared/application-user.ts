/** The database role as which the functions work. A migration makes it; its secret has this user name. */
export const APPLICATION_USER = 'deposits_app';
