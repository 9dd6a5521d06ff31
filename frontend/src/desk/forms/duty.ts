/** What a citizen is told about the duty to come. It is Danish whatever language the desk speaks: the citizen reads it. */
export const dutyText = (consultant: string): string =>
  `Du har pligt til at komme til mødet. Kan du ikke komme, så sig det her i Tavlen eller ring til ${consultant}, så snart du kan. ` +
  'Bliver du væk uden at sige det, kan det gå ud over dine penge.';
