import { UserInputError } from '@vendure/core';
import { ComptoirError } from '@comptoir/node';
import type { cart, Facts, orderFile } from '@comptoir/node';
import gql from 'graphql-tag';
import type { Engine } from '../rules/engine';
import type { Words } from '../rules/words';

export const correctedSchema = gql`
  "A file to save: a front end makes a Blob of it."
  type B2bFile {
    name: String!
    mediaType: String!
    "Its bytes."
    base64: String!
  }

  extend type B2bImport {
    """
    The order file as a workbook (.xlsx) with what was accepted and a verdict on every row, in the language of the
    request; it may be uploaded again. Made where it is asked for; null where no file was uploaded.
    """
    corrected: B2bFile
  }
`;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Of an order file and the cart's answer on its rows: nobody waits for the workbook who does not ask for it. */
export function corrected(engine: Engine, words: Words, name: string, sheet: orderFile.Sheet, answer: cart.CartAnswer, facts: Facts) {
  return async () => {
    const workbook = await engine.comptoir.orderFile.corrected(sheet, answer, facts, words.language).catch((error: unknown) => {
      // A text that no cell of a workbook can hold.
      throw error instanceof ComptoirError && error.code === 'workbook' ? new UserInputError(error.message) : error;
    });
    return { name: `${name.replace(/\.[^.]*$/, '')}-corrected.xlsx`, mediaType: XLSX, base64: workbook.toString('base64') };
  };
}
