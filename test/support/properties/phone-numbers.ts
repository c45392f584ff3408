import * as fc from 'fast-check';

/** Phone numbers as people in different countries write them; a 9 stands for any digit. */
const FORMS = [
  '+34 600 999 999',
  '+34600999999',
  '+1 (555) 999-9999',
  '+49.171.9999999',
  '0034 600 999 999',
  '(555) 999-9999',
  '(0171) 999999',
  '020 7999 9999',
  '06 99 99 99 99',
  '0171 999999',
  '600 999 999',
  '555-999-9999',
  '555 999-9999',
  '555.999.9999',
  '91 999 99 99',
  '912 99 99 99',
  '138 9999 9999',
  '8 800 999 99 99',
  '600999999',
  '555-9999',
];

export const phoneNumber = fc
  .tuple(fc.constantFrom(...FORMS), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 }))
  .map(([form, digits]) => {
    const left = [...digits];
    return form.replaceAll('9', () => String(left.shift() ?? 9));
  });
