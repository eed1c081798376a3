"""Papers of makers nobody has met: other titles than the usual ones, or none; set as plainly as such papers are.

A paper is text: `# ` before a line in large type, `** ` before one in bold, `|` between cells of a row; a gap is a gap.
"""

import json
from itertools import groupby
from typing import NamedTuple

from tests.evidence.papers import pdf


class Odd(NamedTuple):
    """A paper with what it is and what it says."""

    name: str
    kind: str
    says: dict[str, object]
    text: str


def press(text: str) -> bytes:
    """The paper as a PDF."""
    parts = []
    for cells, lines in groupby(text.strip().splitlines(), key=lambda line: line.count("|")):
        if cells:
            told = ", ".join(f"[{_plain(cell.strip())}]" for line in lines for cell in line.split("|"))
            parts.append(f"#grid(columns: (1fr,) * {cells + 1}, row-gutter: 7pt, column-gutter: 8pt, {told})")
        else:
            parts.append("\n".join(_line(line) for line in lines))
    return pdf("\n\n".join(parts))


def _line(line: str) -> str:
    if line.startswith("# "):
        return f'#text(17pt, weight: "bold")[{_plain(line[2:])}] \\'
    if line.startswith("** "):
        return f"#strong[{_plain(line[3:])}] \\"
    return f"{_plain(line)} \\" if line.strip() else "#v(9pt)"


def _plain(text: str) -> str:
    return f"#{json.dumps(text, ensure_ascii=False)}"


PAPERS = (
    Odd(
        "en-gst-invoice",
        "invoice",
        {"number": "VTC/26-27/0418", "date": "2026-05-11", "total": "28320.00"},
        """
** VASUNDHARA TRADING CO.
14 Mirza Street, Mumbai 400003, GSTIN: 27AABCV1234M1Z5
(ORIGINAL FOR RECIPIENT)
# Bill of Supply cum Tax Invoice

Invoice No. | VTC/26-27/0418
Dated | 11-May-2026
Buyer (Bill to) | Kestrelwood Retail LLP
Place of Supply | Maharashtra

Sl No. | Description of Goods | HSN/SAC | Quantity | Rate | Amount
1 | Steel tiffin box 3 tier | 732393 | 80 Nos | 300.00 | 24,000.00

CGST 9% | 2,160.00
SGST 9% | 2,160.00
Total | 28,320.00
Amount Chargeable (in words): INR Twenty Eight Thousand Three Hundred Twenty Only
""",
    ),
    Odd(
        "en-untitled-invoice",
        "invoice",
        {"date": "2026-03-04", "total": "1176.00", "receiver": "Lanternfold Ltd"},
        """
** Brindle & Oake Wholesale Ltd
Unit 4, Tannery Way, Leeds LS9 8AB
Tel 0113 555 0144, sales@brindleoake.example

Bill to
Lanternfold Ltd
5 Mill Road, Leeds LS1 4AB

Date | 4 March 2026

Item | Qty | Unit price | Amount
Enamel mug, white 350 ml | 200 | 2.40 | 480.00
Enamel jug, blue 1 l | 100 | 5.00 | 500.00

Net | 980.00
VAT 20% | 196.00
Total due | 1,176.00
""",
    ),
    Odd(
        "en-invoice-that-names-other-papers",
        "invoice",
        {"number": "88-20417", "date": "2026-02-19", "total": "525.00"},
        """
** Copperfield Imports Pty Ltd
ABN 51 824 753 556
** TAX INVOICE
Invoice No: 88-20417
Date: 19/02/2026
Delivery docket no: DD-7781
Your purchase order: PO-5518
Quotation ref: Q-1920
Customer: Saltbush Stores Pty Ltd, 8 Wharf Street, Fremantle WA 6160

Code | Description | Qty | Unit price | Total
LN-4 | Linen apron | 25 | 21.00 | 525.00

Total incl GST | 525.00
""",
    ),
    Odd(
        "en-bank-without-title",
        "bank_statement",
        {},
        """
** Harrowgate & Mercer Bank plc
Lanternfold Ltd, 5 Mill Road, Leeds LS1 4AB
Sort code 20-44-11   Account number 00417755   1 April 2026 to 30 April 2026

Date | Description | Paid out | Paid in | Balance
01 Apr | Balance brought forward |  |  | 4,120.55
03 Apr | Card payment Fernhill Cafe | 12.40 |  | 4,108.15
09 Apr | Faster payment Oakley Retail |  | 950.00 | 5,058.15
21 Apr | Direct debit Water Co | 61.20 |  | 4,996.95
30 Apr | Balance carried forward |  |  | 4,996.95
""",
    ),
    Odd(
        "en-certificate-of-currency",
        "insurance_certificate",
        {},
        """
** Coral Coast Underwriting Pty Ltd
# Certificate of Currency
To whom it may concern
This certificate confirms that the policy described below is current.
Named insured: Saltbush Stores Pty Ltd
Class of insurance: Public and Products Liability
Policy number: CCU-771204
Period of insurance: 1 July 2025 to 1 July 2026
Limit of indemnity: $20,000,000 any one occurrence
""",
    ),
    Odd(
        "en-wire",
        "payment_record",
        {},
        """
** First Prairie Bank
# Outgoing domestic wire
Confirmation number 20260411-77120
From account: Business Checking ...4471
Beneficiary name: Fernhill Supply Inc.
Beneficiary bank: Great Basin Bank
Amount sent: $12,480.00 USD
Date: April 11, 2026
Status: Completed
IMAD 20260411B1QGC01R001234
""",
    ),
    Odd(
        "en-letter-about-an-invoice",
        "correspondence",
        {},
        """
** Brindle & Oake Wholesale Ltd
Unit 4, Tannery Way, Leeds LS9 8AB

Lanternfold Ltd
5 Mill Road, Leeds LS1 4AB

12 May 2026

Dear Mr Alder,
Further to your e-mail we confirm that invoice BO-2217 of 4 March 2026 was issued by us and has been paid in full.
The delivery note and the packing list for the same goods are held on our file.
Please do not hesitate to contact us if you have any questions.
Yours sincerely,
Joan Brindle, Sales Office
""",
    ),
    Odd(
        "en-untitled-authorization",
        "letter_of_authorization",
        {},
        """
** Quillmoor Kitchenware Inc.
220 Foundry Street, Dayton, OH 45402

June 2, 2026

To whom it may concern,
We, Quillmoor Kitchenware Inc., are the owner of the trademark QUILLMOOR. This letter confirms that
Birchline Outfitters LLC is an authorized reseller and is authorized to sell our products on Amazon.com
until December 31, 2027. This permission is not transferable and may be revoked in writing.
Sincerely,
Dana Holt, Director of Sales
""",
    ),
    Odd(
        "en-consignment",
        "tracking_or_delivery_proof",
        {},
        """
** Swiftlane Couriers
# Signature Proof of Delivery
Consignment number: SL 4471 0098 2
Delivered on: 14 Mar 2026 10:42
Signed for by: J ALDER
Delivery location: reception
Service: Next day, 3 pieces, 24.5 kg
Status: Delivered
""",
    ),
    Odd(
        "en-sdoc",
        "test_report_or_certificate",
        {},
        """
** Quillmoor Kitchenware Inc.
# Supplier's Declaration of Conformity
We declare under our sole responsibility that the object of the declaration, electric kettle model QK-20,
is in conformity with the relevant harmonised standards EN 60335-1 and EN IEC 60335-2-15.
Signed in Dayton, 8 January 2026
""",
    ),
    Odd(
        "en-toolbox-talk",
        "training_record",
        {},
        """
** Birchline Outfitters LLC
# Toolbox Talk
Topics covered: checking expiry dates on arrival; labelling of returned goods
Conducted by: R. Osei   Date: 2026-04-20
Employee name | Department | Employee signature
Ana Lopez | Returns | A. Lopez
Tom Reed | Warehouse | T. Reed
I have read and understood the procedure.
""",
    ),
    Odd(
        "de-sap-purchase-order",
        "order_confirmation",
        {"number": "4500071182"},
        """
** Lindenhof Handels GmbH
Am Kai 7, 28195 Bremen
# Bestellung 4500071182
Bitte liefern Sie an unser Lager. Bestelldatum: 03.02.2026
Lieferant: Weber Metallwaren KG, Talstraße 4, 58511 Lüdenscheid

Pos. | Material | Bezeichnung | Menge | Preis | Betrag
10 | KL-20 | Klappbox 32 l | 150 | 4,20 | 630,00

Gesamtbetrag | 630,00 EUR
""",
    ),
    Odd(
        "de-rechnung-lieferschein",
        "invoice",
        {"number": "R26-0917", "date": "2026-04-17", "total": "499.80", "receiver": "Lindenhof Handels GmbH"},
        """
** Weber Metallwaren KG
Talstraße 4, 58511 Lüdenscheid, USt-IdNr. DE123456788

Lindenhof Handels GmbH
Am Kai 7
28195 Bremen

# Rechnung/Lieferschein
Rechnungs-Nr. | R26-0917
Rechnungsdatum | 17.04.2026
Lieferschein-Nr. | L26-0881
Kunden-Nr. | 20417

Pos. | Art.-Nr. | Bezeichnung | Menge | E-Preis | G-Preis
1 | WM-4 | Wandhaken verzinkt | 200 | 2,10 | 420,00

Summe netto | 420,00
zzgl. 19 % MwSt | 79,80
Rechnungsbetrag | 499,80
Zahlbar innerhalb von 14 Tagen mit 2 % Skonto
""",
    ),
    Odd(
        "de-gisa",
        "business_licence",
        {},
        """
** Bezirkshauptmannschaft Mödling
# Auszug aus dem GISA
GISA-Zahl: 31204417
Gewerbeinhaber: Tannegg Versand GmbH
Gewerbewortlaut: Handelsgewerbe mit Ausnahme der reglementierten Handelsgewerbe
Entstehung der Gewerbeberechtigung: 12.03.2021
""",
    ),
    Odd(
        "de-umsatzliste",
        "bank_statement",
        {},
        """
** Volksbank Weserland eG
Umsatzanzeige Girokonto
Kontoinhaber: Lindenhof Handels GmbH
Alter Kontostand vom 31.03.2026: 8.412,10 EUR
Buchungstag | Valuta | Verwendungszweck | Umsatz
02.04. | 02.04. | SEPA-Lastschrift Stadtwerke | -212,40
09.04. | 09.04. | Gutschrift Überweisung Oakley | 1.250,00
Neuer Kontostand vom 30.04.2026: 9.449,70 EUR
""",
    ),
    Odd(
        "de-offerte-schweiz",
        "quotation",
        {"number": "O-2217"},
        """
** Alpenhaus Werkzeuge AG
Seestrasse 12, 8002 Zürich
# Offerte Nr. O-2217
Datum: 05.05.2026
Offerte gültig bis 05.06.2026
Für Ihre Anfrage danken wir Ihnen und unterbreiten Ihnen gerne folgendes Angebot.

Pos | Bezeichnung | Menge | Preis | Betrag
1 | Handsäge 400 mm | 50 | 12.50 | 625.00

Total CHF | 625.00
""",
    ),
    Odd(
        "de-speditionsuebergabeschein",
        "tracking_or_delivery_proof",
        {},
        """
** Nordfracht Spedition GmbH
# Ablieferquittung
Sendungsnummer: NF-20260414-0087
Zugestellt am: 14.04.2026, 10:12 Uhr
Angenommen von: K. Harms
Anzahl der Packstücke: 4
Gut in einwandfreiem Zustand erhalten.
""",
    ),
    Odd(
        "de-unterweisung",
        "training_record",
        {},
        """
** Lindenhof Handels GmbH
# Unterweisungsprotokoll
Thema der Unterweisung: Prüfung der Verpackung vor dem Versand
Unterweisender: M. Krause     Datum: 11.02.2026
Name | Personalnummer | Unterschrift
Petra Lang | 4411 | P. Lang
Mit meiner Unterschrift bestätige ich, dass ich die Inhalte verstanden habe.
""",
    ),
    Odd(
        "fr-decompte",
        "utility_bill",
        {},
        """
** Énergies du Léman SA
Décompte d'énergie 2025
Titulaire : Boutique Fauvel Sàrl
Adresse de consommation : rue du Lac 8, 1800 Vevey
Compteur n° 88417 : ancien index 12 004, nouvel index 13 922, consommation 1 918 kWh
Puissance souscrite 12 kVA. Heures pleines / heures creuses.
Prochaine relève : 15.01.2027
Montant à payer : 512,40 CHF
""",
    ),
    Odd(
        "fr-facture-erp",
        "invoice",
        {"number": "FA2603-0118", "date": "2026-03-12", "total": "456.00", "receiver": "Boutique Fauvel SARL"},
        """
** Quincaillerie Rochebrune SAS
4 rue des Forges, 69003 Lyon, SIRET 552 100 554 00013
Votre client : Boutique Fauvel SARL
12 quai Perrache, 69002 Lyon

** FACTURE
N° de pièce | FA2603-0118
Date de pièce | 12/03/2026
N° de BL | BL2603-0290
Code client | C0441

Réf. | Désignation | Qté | PU HT | Montant HT
QR-7 | Patère laiton | 40 | 9,50 | 380,00

Total HT | 380,00
TVA 20 % | 76,00
Net à payer | 456,00
""",
    ),
    Odd(
        "fr-virement",
        "payment_record",
        {},
        """
** Banque Coopérative du Rhône
# Avis d'exécution de virement
Donneur d'ordre : Boutique Fauvel SARL
Bénéficiaire : Quincaillerie Rochebrune SAS
IBAN du bénéficiaire : FR76 3000 4000 0312 3456 7890 143
Date d'exécution : 14/03/2026
Montant du virement : 456,00 EUR
Motif : FA2603-0118
""",
    ),
    Odd(
        "fr-attestation-sirene",
        "business_licence",
        {},
        """
** INSEE
# Situation au répertoire Sirene
Identifiant SIRET du siège 552 100 554 00013
Dénomination : BOUTIQUE FAUVEL
Catégorie juridique : 5499 société à responsabilité limitée
Activité principale exercée (APE) : 47.91B
Situation de l'entreprise : active depuis le 02/05/2019
""",
    ),
    Odd(
        "fr-arc",
        "order_confirmation",
        {},
        """
** Quincaillerie Rochebrune SAS
# Accusé de réception de commande n° ARC-0441
Nous accusons réception de votre commande du 02/03/2026.
Date de livraison prévue : 10/03/2026. Ce document n'est pas une facture.

Réf. | Désignation | Qté | PU HT | Montant HT
QR-7 | Patère laiton | 40 | 9,50 | 380,00

Total HT | 380,00
""",
    ),
    Odd(
        "fr-lettre-distribution",
        "letter_of_authorization",
        {},
        """
** Maison Verdelle SAS
Lyon, le 3 avril 2026
Madame, Monsieur,
Par la présente, la société Maison Verdelle SAS, titulaire de la marque VERDELLE, atteste que la société
Boutique Fauvel SARL est distributeur agréé et est autorisée à commercialiser nos produits sur Amazon.fr.
La présente autorisation est valable jusqu'au 31 décembre 2027. Elle peut être révoquée à tout moment.
Cordialement,
Hélène Verdelle, présidente
""",
    ),
    Odd(
        "fr-emargement",
        "training_record",
        {},
        """
** Boutique Fauvel SARL
# Feuille d'émargement
Intitulé de la formation : contrôle des dates limites
Formateur : Luc Morin   Durée : 2 heures   Date : 14/04/2026
Nom et prénom | Signature matin | Signature après-midi
Nadia Ben | N. Ben | N. Ben
""",
    ),
    Odd(
        "it-fattura-aruba",
        "invoice",
        {"number": "118/2026", "date": "2026-03-20", "total": "585.60"},
        """
Cedente/prestatore (fornitore) | Cessionario/committente (cliente)
Casalinghi Morandi S.r.l. | Bottega Lanterna S.r.l.
Via dei Fabbri 8, 40138 Bologna | Corso Roma 21, 10123 Torino
Partita IVA IT01234567897 | Partita IVA IT09876543217

Tipologia documento | Art. 73 | Numero documento | Data documento | Codice destinatario
TD01 fattura |  | 118/2026 | 20-03-2026 | M5UXCR1

Cod. articolo | Descrizione | Quantità | Prezzo unitario | Prezzo totale
TZ-3 | Tazza smaltata | 120 | 4,00 | 480,00

Totale imponibile | 480,00
Totale imposta 22% | 105,60
Totale documento | 585,60
Modalità pagamento MP05 Bonifico
""",
    ),
    Odd(
        "it-ddt",
        "packing_slip",
        {},
        """
** Casalinghi Morandi S.r.l.
** D.D.T. n. 441 del 19/03/2026
Causale del trasporto: vendita   Porto: franco   Aspetto esteriore dei beni: scatole
Destinatario: Bottega Lanterna S.r.l.

Codice | Descrizione | U.M. | Q.tà
TZ-3 | Tazza smaltata | PZ | 120

N. colli 6   Peso lordo 48 kg   Vettore: Trasporti Rossi
Firma conducente          Firma destinatario
""",
    ),
    Odd(
        "it-contabile",
        "payment_record",
        {},
        """
** Cassa Rurale del Garda
# Contabile di bonifico
Ordinante: Bottega Lanterna S.r.l.
Beneficiario: Casalinghi Morandi S.r.l.
IBAN beneficiario: IT60 X054 2811 1010 0000 0123 456
Importo: 585,60 EUR   Data esecuzione: 25/03/2026
Causale: saldo fattura 118/2026
CRO: 44170098213
""",
    ),
    Odd(
        "it-bolletta",
        "utility_bill",
        {},
        """
** Lucechiara Energia S.p.A.
Fornitura di energia elettrica, mercato libero
POD IT001E12345678   Potenza impegnata 6 kW
Consumi fatturati 412 kWh, lettura rilevata 30/04/2026
Spesa per la materia energia 61,20
Totale da pagare 118,40 EUR entro il 25/05/2026
""",
    ),
    Odd(
        "es-cfdi",
        "invoice",
        {"number": "A-2291", "total": "5800.00"},
        """
** Abarrotes del Bajío S.A. de C.V.
RFC: ABA010203AB4   Régimen fiscal: 601 General de Ley
Comprobante fiscal digital por internet
Serie y folio: A-2291   Fecha de emisión: 2026-02-14
Receptor: Comercial Faro S. de R.L.
Uso CFDI: G01 Adquisición de mercancías

Clave | Cantidad | Descripción | Valor unitario | Importe
VS-10 | 100 | Vaso de vidrio 300 ml | 50.00 | 5,000.00

Subtotal | 5,000.00
IVA 16% | 800.00
Total | 5,800.00
Folio fiscal 6F1C2B7A-1111-4222-8333-944455556666
""",
    ),
    Odd(
        "es-albaran",
        "packing_slip",
        {"number": "AV-0912"},
        """
** Menaje Sierra S.L.
** ALBARÁN DE SALIDA
Nº albarán: AV-0912    Fecha: 03/03/2026
Cliente: Comercial Faro S.L.    Su pedido: P-4471

Artículo | Descripción | Uds. servidas
VS-10 | Vaso de vidrio | 100

Bultos: 4   Peso bruto: 32 kg
Recibí conforme (firma y sello)
""",
    ),
    Odd(
        "es-alta-censal",
        "business_licence",
        {},
        """
** Agencia Tributaria
# Certificado de situación en el censo
Se certifica que COMERCIAL FARO S.L. figura de alta en el impuesto de actividades económicas,
epígrafe 665, con fecha de alta 02/05/2019.
""",
    ),
    Odd(
        "es-capacitacion",
        "training_record",
        {},
        """
** Comercial Faro S.L.
# Constancia de capacitación
Tema de la capacitación: control de caducidades. Instructor: Rosa Peña. Duración del curso: 3 horas.
Participantes | Puesto | Firma del participante
Luis Marín | Almacén | L. Marín
""",
    ),
    Odd(
        "nl-orderbevestiging",
        "order_confirmation",
        {"number": "OB26-441"},
        """
** Van Dalen Groothandel B.V.
** Bevestiging van uw bestelling
Orderbevestiging nr.: OB26-441   Orderdatum: 03-02-2026
Verwachte leverdatum: 10-02-2026. Dit is geen factuur.

Artikel | Omschrijving | Aantal | Prijs | Bedrag
KR-1 | Krat | 60 | 8,15 | 489,00

Totaal | 489,00
""",
    ),
    Odd(
        "nl-kvk",
        "business_licence",
        {},
        """
** Kamer van Koophandel
# Bedrijfsprofiel
Kvk-nummer 71234567
Statutaire naam: Lichtvouw B.V.   Rechtsvorm: besloten vennootschap
Statutaire zetel: Utrecht   Geplaatst kapitaal EUR 100,00   SBI-code 4791
Datum akte van oprichting: 12-03-2019
""",
    ),
    Odd(
        "nl-energienota",
        "utility_bill",
        {},
        """
** Zuiderlicht Energie N.V.
Uw jaarafrekening stroom en gas
Verbruiksadres: Molenweg 5, Utrecht
Meternummer 88412, vorige meterstand 10.204, nieuwe meterstand 12.118, verbruik 1.914 kWh
Vaste leveringskosten, netbeheerkosten, energiebelasting
Te betalen: 214,80 EUR. Nieuw termijnbedrag: 96,00 EUR
""",
    ),
    Odd(
        "pl-faktura-bez-slowa",
        "invoice",
        {"number": "FS/118/2026", "total": "615.00"},
        """
** Hurtownia Sosna Sp. z o.o.
FS nr FS/118/2026   Data wystawienia: 2026-03-20
Sprzedawca | Nabywca
Hurtownia Sosna Sp. z o.o. | Latarnia Sp. z o.o.
ul. Leśna 4, 60-101 Poznań | ul. Portowa 7, 81-001 Gdynia
NIP 7811234567 | NIP 5861234567

Lp. | Nazwa towaru lub usługi | Ilość | Cena netto | Wartość netto
1 | Skrzynka 32 l | 50 | 10,00 | 500,00

Razem netto | 500,00
Kwota VAT 23% | 115,00
Razem do zapłaty | 615,00
Słownie: sześćset piętnaście złotych
""",
    ),
    Odd(
        "pl-wz",
        "packing_slip",
        {},
        """
** Hurtownia Sosna Sp. z o.o.
# WZ - wydanie zewnętrzne
Nr dokumentu: WZ/221/2026   Data wydania: 2026-03-19   Magazyn wydający: M1

Lp. | Nazwa towaru | Ilość
1 | Skrzynka 32 l | 50

Wydał: J. Nowak      Odebrał: towar odebrano bez zastrzeżeń
Liczba paczek 5
""",
    ),
    Odd(
        "pl-przelew",
        "payment_record",
        {},
        """
** Bank Spółdzielczy Warta
# Potwierdzenie wykonania przelewu
Nazwa odbiorcy: Hurtownia Sosna Sp. z o.o.
Rachunek odbiorcy: PL61 1090 1014 0000 0712 1981 2874
Rachunek nadawcy: PL27 1140 2004 0000 3002 0135 5387
Kwota przelewu: 615,00 PLN   Data realizacji: 2026-03-25
Tytuł przelewu: FS 118/03/2026
""",
    ),
    Odd(
        "pt-danfe",
        "invoice",
        {"total": "1250.00"},
        """
** Comercial Jequitibá Ltda
DANFE
Documento Auxiliar da Nota Fiscal Eletrônica
Nº 000.004.417   Série 1
Chave de acesso 3526 0212 3456 7800 0195 5500 1000 0044 1710 0004 4170
Natureza da operação: venda de mercadoria   Protocolo de autorização de uso 135260000044170
Destinatário/remetente: Loja Farol Ltda
Data da emissão: 14/02/2026

Código | Descrição do produto | NCM/SH | CFOP | Quantidade | Valor unitário | Valor total
CX-1 | Caixa organizadora | 39241000 | 5102 | 50 | 25,00 | 1.250,00

Valor total da nota | 1.250,00
""",
    ),
    Odd(
        "pt-pix",
        "payment_record",
        {},
        """
** Banco Ipê S.A.
# Comprovante de Pix
Valor pago: R$ 1.250,00   Data e hora da transação: 16/02/2026 10:41
Dados do recebedor: Comercial Jequitibá Ltda
Dados do pagador: Loja Farol Ltda
ID da transação: E0000000020260216104100000000441
""",
    ),
    Odd(
        "pt-guia",
        "packing_slip",
        {},
        """
** Armazéns Duarte Lda
** Guia de Transporte GT 26/441
Local de carga: Rua do Cais 4, Porto    Local de descarga: Avenida Central 9, Braga
Início do transporte: 2026-03-19 08:30   Matrícula da viatura: 44-XA-17
Código | Designação | Qtd. | Unidade
CX-1 | Caixa organizadora | 50 | UN
Nº de volumes: 5   Peso bruto: 40 kg
""",
    ),
    Odd(
        "sv-leveranskvittens",
        "tracking_or_delivery_proof",
        {},
        """
** Norrfrakt AB
# Leveranskvittens
Sändningsnummer: NF 4471 0098
Försändelsen har levererats 2026-03-14 10:42
Mottagen av: E. Lund, signerad av mottagaren
Kollinummer 3734 4471, 2 kolli, 18 kg
""",
    ),
    Odd(
        "sv-registerutdrag",
        "business_licence",
        {},
        """
** Bolagsverket
# Registerutdrag
Organisationsnummer: 556677-8899
Företagsnamn: Lyktvik AB    Säte: Göteborg
Styrelseledamot: Eva Lund    Aktiekapital: 50 000 SEK
Firman tecknas av styrelsen
""",
    ),
    Odd(
        "sv-faktura",
        "invoice",
        {"number": "20417", "date": "2026-03-20", "total": "6250.00"},
        """
** Skogsviks Grossist AB
** Faktura
Fakturanr: 20417   Fakturadatum: 2026-03-20   Förfallodatum: 2026-04-19
Kundnr: 4411   Er referens: Eva Lund
Köpare: Lyktvik AB, Hamngatan 5, 411 10 Göteborg

Artikelnr | Benämning | Antal | Á-pris | Belopp
BX-1 | Backlåda 32 l | 50 | 100,00 | 5 000,00

Moms 25% | 1 250,00
Att betala | 6 250,00
Bankgiro 123-4567. Dröjsmålsränta enligt räntelagen.
""",
    ),
)
