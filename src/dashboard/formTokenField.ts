/** The name of the field that holds a form's token. */
export const FormTokenField = 'token';
