### Testi per le persone. Le regole sono all'inizio di en.ftl.

## Rilievi

access-action = Il livello di accesso { $level } non lo consente.
    .short = Il livello di accesso non lo consente.
access-level = Il livello di accesso non è configurato.
access-level-staff = Livello di accesso: { $level }.
access-limit = L'ordine costa { $sum }; il limite di spesa è { $limit }.
    .short = L'ordine supera il limite di spesa.
access-not-yet = L'accesso sarà attivo dal { $at }.
    .short = L'accesso non è ancora attivo.
access-principal = L'account non è noto.
access-principal-staff = Account: { $account }.
access-rep = Il cliente non è assegnato a questo agente.
access-rep-action = Gli agenti non possono farlo per i clienti.
access-rep-unknown = Nessun agente abilitato con questo nome.
access-search = Solo il personale del negozio può cercare i clienti.
access-sum = C'è un limite di spesa di { $limit } e il costo dell'ordine non è noto.
    .short = C'è un limite di spesa e il costo dell'ordine non è noto.
access-suspended = L'accesso è sospeso.
access-unknown = Nessun accesso per questo punto vendita.
account-closed = Gli account sono aperti dal negozio.
account-contract = L'azienda non ha un contratto di fornitura in vigore.
account-details = Manca il nome dell'azienda o della persona.
account-email = L'indirizzo e-mail manca o non è valido.
account-email-taken = L'indirizzo e-mail è già in uso.
account-first-order = L'account si apre dopo il primo ordine.
account-invitation = L'invito non è valido per questi dati.
account-invite =
    { $reason ->
        [mode] Gli account sono aperti dal negozio; non si inviano inviti.
       *[not-staff] Solo il negozio invita i clienti.
    }
    .short = Non è possibile inviare un invito.
account-outlet =
    { $reason ->
        [account] { $outlet } ha già un account.
       *[entity] { $outlet } appartiene a un'altra azienda.
    }
    .short = Per questo punto vendita non si può aprire un account.
account-phone = Il telefono del punto vendita manca o non è valido.
account-refused = La registrazione con questi dati non è possibile.
account-refused-staff =
    { $reason ->
        [closed-terms] Il codice fiscale è registrato e il contratto del cliente non ammette richieste di adesione.
       *[other] Motivo: { $reason }.
    }
account-review = La richiesta è stata ricevuta; il negozio la verifica prima di aprire l'accesso.
account-review-staff =
    { $reason ->
        [tax-id] Il codice fiscale è registrato: richiesta di adesione.
        [email] L'indirizzo e-mail è già in uso.
        [contract] Non c'è ancora un contratto.
       *[other] Motivo: { $reason }.
    }
account-tax-id =
    { $reason ->
        [country] Il paese del codice fiscale non è valido.
        [checksum] Il codice fiscale è errato: il carattere di controllo non corrisponde.
       *[form] Il codice fiscale ha lunghezza o caratteri errati.
    }
    .short = Il codice fiscale non è valido.
account-tax-id-unchecked = È stata verificata solo la forma del codice fiscale ({ $country }).
    .short = È stata verificata solo la forma del codice fiscale.
bonus-accrual = Completato l'ordine saranno accreditati { $accrues } bonus ({ $rate }).
    .short = Completato l'ordine saranno accreditati dei bonus.
bonus-balance =
    { $has-asked ->
        [yes] Bonus richiesti: { $asked }; se ne usano { $redeemed }, tutti quelli disponibili.
       *[no] Si usano { $redeemed } bonus, tutti quelli disponibili.
    }
    .short = Il saldo dei bonus è esaurito.
bonus-cap =
    { $has-asked ->
        [yes] Bonus richiesti: { $asked }; se ne usano { $redeemed }, il massimo per questo ordine.
       *[no] Si usano { $redeemed } bonus, il massimo per questo ordine.
    }
    .short = I bonus pagano solo una parte dell'ordine.
bonus-currency = I bonus si contano in { $currency }, non nella valuta del contratto.
    .short = I bonus si contano in una valuta diversa da quella del contratto.
bonus-delivery = Scegliere prima la consegna: da essa dipende quanti bonus si possono usare.
bonus-excluded = Con alcuni di questi articoli non si usano bonus per l'intero ordine.
bonus-expired = { $bonuses } bonus scaduti il { $day }: non ci sono stati ordini in tempo.
    .short = I bonus sono scaduti: non ci sono stati ordini in tempo.
bonus-expiry = { $bonuses } bonus scadono il { $day } se prima non c'è un ordine.
    .short = I bonus scadono se non c'è un ordine in tempo.
bonus-floor =
    { $has-asked ->
        [yes] Bonus richiesti: { $asked }; se ne usano { $redeemed }, perché resti da pagare l'ordine minimo.
       *[no] Si usano { $redeemed } bonus, perché resti da pagare l'ordine minimo.
    }
    .short = Deve restare da pagare l'ordine minimo.
bonus-off = Questo negozio non ha bonus.
bonus-promo = Con un codice promozionale non si usano bonus.
bonus-settled = I bonus dell'ordine { $order } sono già accreditati.
    .short = I bonus dell'ordine sono già accreditati.
bonus-short = I bonus dell'ordine reso { $order } sono già spesi.
    .short = I bonus dell'ordine reso sono già spesi.
bonus-short-staff = Non recuperati: { $uncollected }.
bonus-stage =
    { $has-next ->
        [yes] { $has-stage ->
            [yes] Livello { $stage }; mancano { $missing } a { $next }.
           *[no] Mancano { $missing } al livello { $next }.
        }
       *[no] { $has-stage ->
            [yes] Livello { $stage }, il più alto.
           *[no] Nessun livello raggiunto finora.
        }
    }
    .short = Il livello del programma fedeltà.
bonus-unit = I bonus si usano interi: { $redeemed } dei { $asked } richiesti.
    .short = I bonus si usano interi.
bonus-unknown = Il conto bonus al momento non si può leggere.
bonus-unknown-staff = Dettagli: { $fact }.
bonus-unregistered = Solo gli acquirenti registrati raccolgono e usano bonus.
catalogue-profile = Il cliente ha un profilo che non è configurato.
catalogue-profile-staff = Profilo: { $profile }.
contract-ambiguous = Più contratti risultano predefiniti: { $contracts }.
    .short = Più contratti risultano predefiniti.
contract-none = Nessun contratto è in vigore oggi.
contract-terms = Le condizioni di pagamento del contratto { $contract } non sono configurate.
    .short = Le condizioni di pagamento del contratto non sono configurate.
contract-terms-staff = Condizioni di pagamento: { $terms }.
contract-unknown = Il contratto { $contract } non è in vigore per questo cliente.
    .short = Il contratto non è in vigore per questo cliente.
credit-granted = L'ordine può procedere nonostante il debito: c'è un'autorizzazione valida.
credit-granted-staff =
    { $has-debt ->
        [yes] Debito { $debt }, autorizzato da { $by }{ $has-reason ->
            [yes] , motivo: { $reason }.
           *[no] .
        }
       *[no] Fido utilizzato: { $exposure }, autorizzato da { $by }{ $has-reason ->
            [yes] , motivo: { $reason }.
           *[no] .
        }
    }
credit-limit =
    { $severity ->
        [warning] Con quest'ordine sono impegnati { $exposure } su un fido di { $limit }; è opportuno pagare almeno { $release }.
       *[error] Con quest'ordine sarebbero impegnati { $exposure } su un fido di { $limit }; per sbloccare l'ordine pagare { $release }.
    }
    .short = Il fido è impegnato oltre il consentito.
credit-limit-staff =
    { $has-up-to ->
        [yes] Soglia: { $threshold }. Lasciato passare fino a { $up-to }.
       *[no] Soglia: { $threshold }.
    }
credit-overdue =
    { $severity ->
        [warning] Scaduto: { $debt }; è opportuno pagare almeno { $release }.
       *[error] Scaduto: { $debt }; per sbloccare l'ordine pagare { $release }.
    }
    .short = Ci sono pagamenti scaduti.
credit-overdue-staff =
    { $has-up-to ->
        [yes] Soglia: { $threshold }. Lasciato passare fino a { $up-to }.
       *[no] Soglia: { $threshold }.
    }
credit-receivable =
    { $severity ->
        [warning] Esposizione: { $debt }; è opportuno pagare almeno { $release }.
       *[error] Esposizione: { $debt }; per sbloccare l'ordine pagare { $release }.
    }
    .short = L'esposizione supera il limite.
credit-receivable-staff =
    { $has-up-to ->
        [yes] Soglia: { $threshold }. Lasciato passare fino a { $up-to }.
       *[no] Soglia: { $threshold }.
    }
credit-unknown = L'esposizione non è nota: il fido non può essere concesso.
credit-unknown-staff = Dettagli: { $fact }.
delivery-currency = Il prezzo della consegna è in { $currency } e manca un cambio verso la valuta del contratto.
    .short = Il prezzo della consegna è in un'altra valuta e manca un cambio verso quella del contratto.
delivery-currency-staff = Dettagli: { $fact }.
delivery-incomplete =
    { $field ->
        [method] Scegliere un metodo di consegna.
        [zone] Per la consegna manca la zona.
        [city] Per la consegna manca la città.
        [postcode] Per la consegna manca il codice postale.
        [address] Per la consegna manca l'indirizzo.
        [branch] Per la consegna manca la filiale del corriere.
        [recipient] Per la consegna manca il destinatario.
        [phone] Per la consegna manca il telefono del destinatario.
        [payment] Per la consegna manca il metodo di pagamento.
       *[other] I dati di consegna non sono completi.
    }{ $has-nearest ->
        [yes] {" "}Un altro metodo: { $nearest }.
       *[no] {""}
    }
    .short = I dati di consegna non sono completi.
delivery-minimum =
    L'ordine minimo della zona di consegna { $zone } è { $minimum } { $basis ->
        [net] imposte escluse
       *[gross] imposte incluse
    }; importo mancante: { $missing }.
    .short = L'ordine è sotto il minimo della zona di consegna.
delivery-not-served =
    { $field ->
        [branch] { $method }: nessuna filiale { $place } in questa città.
        [postcode] { $method }: consegna non prevista al codice postale { $place }.
        [zone] { $method }: consegna non prevista a questo indirizzo nella zona { $place }.
       *[city] { $method }: consegna non prevista a { $place }.
    }{ $has-nearest ->
        [yes] {" "}Possibile: { $nearest }.
       *[no] {""}
    }
    .short = Il metodo di consegna non serve questa località.
delivery-payment =
    { $method }: pagamento { $payment } non ammesso. Ammessi: { $allowed }.{ $has-nearest ->
        [yes] {" "}Un altro metodo: { $nearest }.
       *[no] {""}
    }
    .short = La consegna non ammette questo pagamento.
payment-on-behalf = Il pagamento { $payment } può sceglierlo solo il cliente.
    .short = Questo pagamento può sceglierlo solo il cliente.
delivery-unknown =
    { $field ->
        [zone] La zona di consegna { $id } non esiste.
       *[method] Il metodo di consegna { $id } non esiste.
    }
    .short = Il metodo o la zona di consegna non esiste.
delivery-weight =
    { $has-load ->
        [yes] { $measure ->
            [volume] { $method }: al massimo { $limit } m³; l'ordine ha un volume di { $load } m³.
           *[weight] { $method }: al massimo { $limit } kg; l'ordine pesa { $load } kg.
        }
       *[no] { $measure ->
            [volume] { $method }: al massimo { $limit } m³; il volume di un articolo non è noto.
           *[weight] { $method }: al massimo { $limit } kg; il peso di un articolo non è noto.
        }
    }{ $has-nearest ->
        [yes] {" "}Un altro metodo: { $nearest }.
       *[no] {""}
    }
    .short = L'ordine può essere troppo pesante o voluminoso per il metodo di consegna.
employee-above-own =
    { $what ->
        [employee] Questo collega ha più diritti di voi; l'accesso lo modifica chi è al di sopra.
        [level] Questo livello permette più del vostro.
        [limit] Il limite di spesa è più alto del vostro.
       *[outlet] Non tutti questi punti vendita sono vostri.
    }
    .short = Nessuno concede più accesso di quanto ne abbia.
employee-email = L'indirizzo e-mail del dipendente manca o non è valido.
employee-email-taken = L'indirizzo e-mail è già in uso.
employee-last-administrator = Nessun altro gestisce i dipendenti dell'azienda.
employee-level = Il livello di accesso { $level } non esiste. Possibili: { $levels }.
    .short = Il livello di accesso non è configurato.
employee-outlet =
    { $reason ->
        [none] Nessun punto vendita è stato scelto.
       *[elsewhere] Un punto vendita appartiene a un'altra azienda.
    }
    .short = I punti vendita non vanno bene.
employee-unknown = L'azienda non ha questo dipendente.
details-missing =
    { $field ->
        [city] Il primo ordine richiede la città di consegna; i successivi la riprendono.
        [postcode] Il primo ordine richiede il CAP; i successivi lo riprendono.
        [address] Il primo ordine richiede l'indirizzo di consegna; i successivi lo riprendono.
        [recipient] Il primo ordine richiede il nome del destinatario; i successivi lo riprendono.
        [phone] Il primo ordine richiede il telefono del destinatario; i successivi lo riprendono.
       *[other] Il primo ordine richiede il campo { $field }; i successivi lo riprendono.
    }
    .short = Il primo ordine richiede altri dati del cliente.
entry-actor = Solo un agente o il personale del negozio può inserire un ordine di un giorno precedente.
entry-deferred =
    { $has-difference ->
        [yes] Raccolto il { $collected }, inserito il { $entered }: prezzi del giorno di inserimento, differenza di { $difference }.
       *[no] Raccolto il { $collected }, inserito il { $entered }: prezzi del giorno di inserimento; la differenza non è nota.
    }
    .short = L'ordine è stato raccolto prima; i prezzi sono quelli del giorno di inserimento.
entry-future = L'ordine non può essere stato raccolto il { $collected }: oggi è il { $entered }.
    .short = Il giorno di raccolta dell'ordine non è ancora venuto.
entry-late = Raccolto il { $collected } e inserito il { $entered }, giorni dopo: { $days }. Attende la conferma del negozio.
    .short = L'ordine è inserito in ritardo e attende la conferma del negozio.
entry-late-staff = Giorni ammessi: { $within }.
extra-invalid =
    { $problem ->
        [name-empty] Un campo aggiuntivo non ha nome.
        [name-too-long] Il nome del campo { $field } supera i 64 caratteri.
        [name-twice] Il campo { $field } è presente due volte.
        [value-too-long] Il valore del campo { $field } supera i 1000 caratteri.
       *[too-many] I campi aggiuntivi sono più di 32; il primo di troppo è { $field }.
    }
    .short = Un campo aggiuntivo dell'ordine non è utilizzabile.
facts-contradictory = I dati del negozio si contraddicono: nessuna decisione è possibile.
facts-contradictory-staff = Dettagli: { $fact }.
import-ambiguous = { $article }: con gli zeri iniziali corrispondono più articoli.
    .short = Con gli zeri iniziali corrispondono più articoli.
import-duplicate = { $article }: articolo già presente nella riga { $first-row }; le quantità sono sommate.
    .short = Articolo già presente in una riga precedente; le quantità sono sommate.
import-repair = { $article }: sembrano mancare gli zeri iniziali; si propone { $product }.
    .short = Sembrano mancare gli zeri iniziali dell'articolo.
import-repaired = { $article }: zeri iniziali ripristinati, articolo accettato { $product }.
    .short = Gli zeri iniziali dell'articolo sono stati ripristinati.
import-row = { row-problem }
    .short = La riga non è utilizzabile.
document-article = L'articolo { $article } non è più tra i prodotti del negozio: il documento non si può fare.
    .short = Un articolo non è più tra i prodotti del negozio: il documento non si può fare.
document-foreign = Questo documento non è vostro.
document-off = Qui non si fanno documenti di questo tipo.
history-window = Gli ordini inviati prima del { $since } non sono più visibili.
    .short = Gli ordini più vecchi non sono più visibili.
invoice-cancelled = L'ordine è annullato e non ha fattura.
invoice-early = La fattura si fa quando l'ordine viene inviato.
invoice-mismatch = Le righe della fattura non corrispondono al costo dell'ordine.
invoice-mismatch-staff = Righe: { $lines }; ordine: { $order }.
invoice-number = Il numero { $number } è già stato usato; una fattura annullata conserva il suo numero.
    .short = Il numero è già stato usato; una fattura annullata conserva il suo numero.
invoice-reissued = La fattura { $void } è annullata; la sostituisce la fattura { $number }.
    .short = La fattura è annullata; la sostituisce un'altra.
invoice-voided = La fattura { $void } è annullata.
    .short = La fattura è annullata.
statement-differs = Il saldo in { $currency } differisce dai crediti del negozio di { $difference }.
    .short = Il saldo differisce dai crediti del negozio.
statement-missing = I conti non sono noti: non c'è estratto conto.
statement-period = Un estratto conto non può andare dal { $start } al { $end }; il limite è il { $bound }.
    .short = Un estratto conto non può coprire questo periodo.
statement-unconfirmed = I crediti non sono noti: niente conferma il saldo.
statement-unconfirmed-staff = Manca: { $fact }.
statement-uncovered = I conti sono noti solo dal { $since }.
    .short = I conti non sono noti per un periodo così lontano.
waybill-empty = Non c'è niente da ritirare.
waybill-quantities = L'ordine { $order } è riservato in parte, e non si sa quale.
    .short = L'ordine è riservato in parte, e non si sa quale.
waybill-state = La merce dell'ordine { $order } ora non si può ritirare.
    .short = La merce dell'ordine ora non si può ritirare.
waybill-terms = Con le condizioni { $terms } la bolla la stampa il vostro responsabile.
    .short = Con queste condizioni la bolla la stampa il vostro responsabile.
waybill-unreserved = Per l'ordine { $order } non è riservata merce.
    .short = Per l'ordine non è riservata merce.
invoice-off = Le fatture senza registrazione non sono disponibili.
measure-missing = { $article }: peso o volume non noto, escluso dai totali.
    .short = Peso o volume di un articolo non noto, escluso dai totali.
number-overflow = Un numero è troppo grande per il calcolo.
order-actor = Questa azione spetta ad altri: { event-name }.
    .short = Questa azione spetta ad altri.
order-actor-staff = Autorizzati: { $by }.
order-calendar = L'orario di lavoro del negozio non è noto, quindi la scadenza non si può calcolare.
order-calendar-staff = Dato mancante: { $fact }.
order-conflict = Con la stessa chiave è già stata eseguita un'altra azione.
order-consent =
    { $has-article ->
        [yes] L'ordine corretto contiene { $article }, che non era stato ordinato, e costa { $sum-now } invece di { $sum-before }; si chiede al cliente.
       *[no] L'ordine corretto costa { $sum-now } invece di { $sum-before }; si chiede al cliente.
    }
    .short = Sulla correzione si chiede al cliente.
order-currency = L'ordine minimo è in { $currency } e manca un cambio verso la valuta del contratto.
    .short = L'ordine minimo è in un'altra valuta e manca un cambio verso quella del contratto.
order-currency-staff = Minimo: { $minimum } { $currency }; { $fact }.
order-early = È troppo presto: il momento sarà il { $at }.
    .short = È troppo presto.
order-empty = L'ordine è vuoto.
order-event = Allo stato attuale dell'ordine non è possibile.
order-event-staff = Evento: { event-name }; stato: { state-name }.
order-granted =
    { $problem ->
        [twice] La risposta del gestionale nomina { $article } due volte.
        [more] Il gestionale concede più { $article } di quanto ordinato.
       *[nothing] Il gestionale concede una parte dell'ordine ma non ne nomina nulla.
    }
    .short = La risposta del gestionale non corrisponde all'ordine.
order-history = Gli ordini precedenti del cliente non sono noti, quindi l'ordine resta in attesa.
order-history-staff = Dato mancante: { $fact }.
order-implausible = L'ordine di { $sum } è insolitamente grande; prima lo esamina un responsabile.
    .short = L'ordine è insolitamente grande; prima lo esamina un responsabile.
order-implausible-staff = Soglia: { $threshold }.
order-late-payment =
    { $then ->
        [again] Il pagamento di { $sum } è arrivato dopo la fine della prenotazione; la merce è prenotata di nuovo.
       *[manager] Il pagamento di { $sum } è arrivato in ritardo; decide un responsabile.
    }
    .short = Il pagamento è arrivato in ritardo.
order-manager = Prima della conferma un responsabile esamina l'ordine di { $sum }.
    .short = Prima della conferma un responsabile esamina l'ordine.
order-minimum =
    L'ordine minimo è { $minimum } { $basis ->
        [net] imposte escluse
       *[gross] imposte incluse
    }; importo mancante: { $missing }.
    .short = L'ordine è sotto il minimo.
order-needs =
    { $has-step ->
        [yes] Prima l'ordine deve trovarsi alla fase { $step }.
       *[no] { $payment ->
            [full] Prima l'ordine va pagato per intero.
           *[part] Prima va pagata una parte dell'ordine.
        }
    }
    .short = Prima occorre fare altro.
order-reason = Occorre una motivazione.
order-repeated = È già stato fatto; non si ripete.
order-returned =
    { $problem ->
        [twice] Il reso indica { $article } due volte.
        [more] { $article }: { $has-most ->
            [yes] ne possono tornare al massimo { $most }.
           *[no] non ne può tornare così tanto.
        }
       *[nothing] Non c'è nulla che possa tornare.
    }
    .short = Una tale parte dell'ordine non può tornare.
order-stale = Nel frattempo l'ordine è cambiato.
order-unreserved =
    { $reservation ->
        [denied] La merce non è stata prenotata, quindi non si può spedire.
        [requested] Alla richiesta di prenotazione non c'è ancora risposta.
        [expired] La prenotazione è scaduta.
        [part] È prenotata solo una parte della merce.
       *[none] La merce non è ancora prenotata.
    }
    .short = La merce non è prenotata.
price-missing = { $article }: nessun prezzo per questa quantità.
    .short = Nessun prezzo per questa quantità dell'articolo.
product-unknown = { $article }: articolo non a catalogo.
    .short = Articolo non a catalogo.
product-unknown-staff =
    { $reason ->
        [hidden] L’articolo è nascosto a questo cliente.
       *[not-in-facts] I dati non lo contengono.
    }
promo-audience =
    { $field ->
        [first-order] Il codice { $code } vale solo per il primo ordine.
       *[other] Il codice { $code } è per altri clienti.
    }
    .short = Il codice promozionale è per altri clienti.
promo-condition =
    { $field ->
        [goods] Il codice { $code } vale da { $goods-from }; mancano { $missing }.
        [categories] Il codice { $code } è per altri articoli.
        [delivery] Il codice { $code } è per un altro tipo di consegna.
        [terms] Il codice { $code } è per altre condizioni di pagamento.
       *[other] Il codice { $code } è per altri ordini.
    }
    .short = Il codice promozionale è per altri ordini.
promo-condition-staff = Categorie: { $categories }.
promo-currency = Gli importi del codice { $code } sono in { $currency }, non nella valuta del contratto.
    .short = Gli importi del codice sono in una valuta diversa da quella del contratto.
promo-discount =
    { $has-percent ->
        [yes] Codice { $code }: sconto del { $percent }, in tutto { $discount }.
       *[no] Codice { $code }: sconto di { $discount }.
    }
    .short = Il codice promozionale dà uno sconto.
promo-facts = Al momento non si sa se il codice { $code } vale.
    .short = Al momento non si sa se il codice promozionale vale.
promo-facts-staff = Dettagli: { $fact }.
promo-free-delivery = Codice { $code }: consegna gratuita.
    .short = Il codice promozionale rende gratuita la consegna.
promo-gift =
    { $severity ->
        [notice] Codice { $code }: in omaggio { $article }, { $quantity }.
       *[error] L'omaggio del codice { $code } non è disponibile.
    }
    .short = L'omaggio del codice promozionale.
promo-gift-staff =
    { $has-why ->
        [yes] { $article }: { $why ->
            [hidden] nascosto a questo cliente
            [not-in-facts] non presente nei dati
            [fraction] non si può dare in questa quantità
            [stock-unknown] la disponibilità non è nota
            [sold-out] esaurito
           *[other] { $why }
        }.
       *[no] Articolo: { $article }.
    }
promo-limit =
    { $whose ->
        [client] Il codice { $code } è già stato usato quanto un cliente può ({ $limit }).
       *[everybody] Il codice { $code } è esaurito.
    }
    .short = Il codice promozionale è esaurito.
promo-limit-staff = Usato: { $used } di { $limit }.
promo-unknown = Il codice promozionale { $code } non esiste.
    .short = Questo codice promozionale non esiste.
promo-validity =
    { $has-valid-from ->
        [yes] Il codice { $code } vale dal { $valid-from }.
       *[no] Il codice { $code } valeva fino al { $valid-until } escluso.
    }
    .short = Il codice promozionale oggi non vale.
quantity-invalid = { $article }: la quantità { $asked } non è ammessa, perché negativa o con troppi decimali.
    .short = La quantità è negativa o ha troppi decimali.
quantity-minimum = { $article }: quantità minima { $moq }, quantità in ordine { $accepted }.
    .short = La quantità è sotto il minimo.
quantity-multiple = { $article }: multiplo { $multiple }; quantità richiesta { $asked }, accettata { $accepted }.
    .short = La quantità è ridotta al multiplo.
quote-changed =
    { $redeemed-moved ->
        [yes] I bonus usati erano { $redeemed-before } e ora sono { $redeemed-now }.
       *[no] { $delivery-moved ->
            [yes] La consegna costava { $delivery-before }, ora costa { $delivery-now }.
           *[no] { $gross-moved ->
                [yes] Il totale era { $gross-before }, ora è { $gross-now }.
               *[no] { $quantity-moved ->
                    [yes] { $net-moved ->
                        [yes] La quantità era { $quantity-before }, ora è { $quantity-now }; il prezzo netto era { $net-before }, ora è { $net-now }.
                        [gone] La quantità era { $quantity-before }, ora è { $quantity-now }; il prezzo di { $net-before } non è più valido.
                       *[no] La quantità era { $quantity-before }, ora è { $quantity-now }.
                    }
                   *[no] { $net-moved ->
                        [yes] Il prezzo netto era { $net-before }, ora è { $net-now }.
                        [gone] Il prezzo di { $net-before } non è più valido.
                       *[no] I valori dell'ordine sono cambiati.
                    }
                }
            }
        }
    }
rep-absent =
    { $has-until ->
        [yes] { $rep }: assenza fino al { $until }, nessun sostituto.
       *[no] { $rep }: assenza, nessun sostituto.
    }
    .short = L'agente è assente e nessuno lo sostituisce.
rep-ambiguous = L'agente non può essere determinato.
rep-ambiguous-staff = Pari diritto: { $reps }.
rep-contact = { $rep }: e-mail e telefono non noti.
    .short = E-mail e telefono dell'agente non noti.
rep-none = Nessun agente assegnato.
rep-substitute =
    { $has-until ->
        [yes] { $rep }: assenza fino al { $until }; sostituto: { $substitute }.
       *[no] { $rep }: assenza; sostituto: { $substitute }.
    }
    .short = L'agente è sostituito da un'altra persona.
rep-unknown = L'agente assegnato non è noto.
rep-unknown-staff = Agente: { $rep }.
rate-missing = Gli sconti per importo sono in { $currency } e manca un cambio verso la valuta del contratto.
    .short = Gli sconti per importo sono in un'altra valuta e manca un cambio.
rate-missing-staff = Dettagli: { $fact }.
reorder-price-changed =
    { $has-before ->
        [yes] { $article }: il prezzo netto era { $before }, ora è { $net-now }.
       *[no] { $article }: il prezzo netto era { $net-before }, ora è { $net-now }.
    }
    .short = Il prezzo netto è diverso da quello dell'ordine precedente.
reorder-reduced = { $article }: quantità nell'ordine precedente { $quantity-before }, ora nel carrello { $quantity-now }.
    .short = Nel carrello c'è meno che nell'ordine precedente.
reorder-replaced = { $article }: articolo sostituito da { $product }.
    .short = L'articolo è stato sostituito da un altro.
reorder-unavailable = { $article }: al momento non acquistabile.
    .short = Un articolo dell'ordine precedente al momento non è acquistabile.
reorder-unavailable-staff =
    { $reason ->
        [hidden] L’articolo è nascosto a questo cliente.
       *[not-in-facts] I dati non lo contengono.
    }
stock-far = { $article }: { $quantity } dal magazzino lontano { $warehouse }; giorni necessari: { $days }.
    .short = La merce arriva da un magazzino lontano e richiede alcuni giorni.
stock-unknown = { $article }: la giacenza non è nota.
    .short = La giacenza di un articolo non è nota.
stock-visible =
    { $article }: quantità richiesta { $asked }, giacenza disponibile { $visible }, quantità accettata { $accepted }.{ $has-next-batch ->
        [yes] {" "}Prossimo arrivo: { $next-batch }.
       *[no] {""}
    }
    .short = La giacenza è inferiore alla quantità richiesta.
tax-unknown = Manca l'aliquota d'imposta di un articolo.
tax-unknown-staff = Categoria fiscale: { $class }.
warehouse-unknown = Il magazzino { $warehouse } non esiste.
    .short = Il magazzino non esiste.

## Righe di un file d'ordine

row-problem =
    { $problem ->
        [article-missing] Manca l'articolo.
        [article-unreadable] L'articolo non è leggibile.
        [article-too-long] Il codice articolo è troppo lungo.
        [article-numeric-cell] L'articolo è un numero: gli zeri iniziali possono essere andati persi.
        [quantity-missing] Manca la quantità.
        [quantity-zero] La quantità è zero.
        [quantity-negative] La quantità è negativa.
        [quantity-not-a-number] La quantità non è un numero.
        [quantity-ambiguous] La quantità si può leggere in due modi.
        [quantity-too-large] La quantità è troppo grande.
        [quantity-too-precise] La quantità ha più di 12 decimali.
        [quantity-fractional] La quantità ha troppi decimali per questo articolo.
       *[other] La riga non è utilizzabile.
    }

## File che non si leggono

order-file-empty = Il file è vuoto: sceglierlo di nuovo, forse non è stato caricato per intero.
order-file-unknown-format = Non è un foglio di calcolo: servono xlsx, xls, ods o testo con separatori.
order-file-unsupported-format = I file di questo tipo non si leggono: salvarlo come .xlsx.
order-file-format-mismatch = Il contenuto è di un formato diverso da quello del nome: aprire il file e salvarlo di nuovo.
order-file-password-protected = Il file è protetto da password: toglierla e salvare di nuovo.
order-file-truncated = Il file è troncato: caricarlo di nuovo.
order-file-damaged = Il file è danneggiato: aprirlo e salvarlo di nuovo.
order-file-unpacked-too-large = Decompresso, il file supera il limite: lasciare solo articolo e quantità, senza immagini né formattazione.
order-file-too-many-rows =
    { $has-limit ->
        [yes] Più di { $limit } righe
       *[no] Troppe righe
    }{ $has-row ->
        [yes] {""}, la prima in eccesso è la { $row }
       *[no] {""}
    }: dividere il file.
order-file-too-many-cells =
    { $has-limit ->
        [yes] Più di { $limit } celle
       *[no] Troppe celle
    }{ $has-row ->
        [yes] {""}, la prima in eccesso è nella riga { $row }
       *[no] {""}
    }: lasciare solo articolo e quantità.
order-file-too-many-texts = Il file dichiara più testi di quanti se ne leggono: salvarlo di nuovo.
order-file-texts-too-large = Il file contiene troppo testo: lasciare solo articolo e quantità.
order-file-too-many-parts = Il file contiene più parti di una cartella di lavoro: salvare l'ordine in una cartella a sé.
order-file-forbidden-xml = Il file usa ciò che a un foglio non serve: salvarlo di nuovo.
order-file-xml-too-deep = Il file è annidato più di qualsiasi foglio: salvarlo di nuovo.
order-file-no-sheets = La cartella non ha fogli visibili con celle: mostrare quello con l'ordine.
order-file-nothing-filled-in = Non c'è nulla di compilato: servono una colonna per gli articoli e una per le quantità.
order-file-ambiguous-header =
    { $has-second ->
        [yes] Le celle { $first } e { $second } dell'intestazione indicano la stessa colonna
       *[no] L'intestazione ha due colonne uguali
    }: rinominarne una.
count-rows =
    { $n ->
        [one] { $n } riga
       *[other] { $n } righe
    }

## Passaggi del prezzo

price-list = prezzo di listino
price-break = scaglione di quantità
price-tier = fascia di fatturato
price-agreed = prezzo dell'ordine
price-contract = condizioni di contratto
price-grid = griglia sconti
price-round = arrotondamento
claim-outranked =
    { $strategy ->
        [priority] { $has-ranks ->
            [yes] la priorità { $won } prevale su { $lost }
           *[no] l'altro listino ha priorità maggiore
        }
        [lowest] l'altro listino costa meno
       *[most-specific] l'altro listino è stato concordato in modo più specifico
    }

## Cosa fare

remedy-edit =
    { $field ->
        [quantity] { $to-kind ->
            [none] correggere la quantità
            [zero] eliminare la riga
           *[some] portare la quantità a { $to }
        }
        [article] indicare un altro articolo
        [repair] accettare l'articolo proposto o indicarne un altro
        [contract] scegliere un contratto
        [quote] accettare i nuovi valori
        [lines] aggiungere articoli all'ordine
        [total] { $to-kind ->
            [none] ridurre l'ordine
            [zero] ridurre l'ordine
           *[some] ridurre l'ordine a { $to }
        }
        [warehouses] scegliere un altro magazzino
        [tax-id] correggere il codice fiscale
        [email] indicare un altro indirizzo e-mail
        [phone] indicare il telefono del punto vendita
        [name] completare i nomi
        [outlet] scegliere un altro punto vendita
        [invitation] usare un invito valido
        [level] scegliere un altro livello di accesso
        [limit] abbassare il limite di spesa
        [delivery] completare o modificare la consegna
        [collected] correggere il giorno di raccolta
        [extra] correggere il campo aggiuntivo
        [promo] usare un altro codice promozionale, o nessuno
        [bonus] { $to-kind ->
            [some] usare { $to } bonus
           *[none] usare altri bonus, o nessuno
        }
        [version] rileggere l'ordine
        [key] usare un'altra chiave
        [reason] indicare una motivazione
        [sequence] prendere il numero successivo
        [period] scegliere un altro periodo
        [orders] scegliere altri ordini
       *[other] modificare { $field }
    }
remedy-pay = pagare { $sum }
remedy-grant =
    { $role ->
        [head-of-sales] può autorizzare il responsabile vendite
        [rep] può autorizzare l'agente
        [manager] può autorizzare il responsabile
        [staff] può autorizzare il personale del negozio
        [buyer] può autorizzare il cliente
        [system] possono autorizzare i programmi del negozio
        [administrator] può autorizzare l'amministratore della propria azienda
       *[other] può autorizzare { $role }
    }
remedy-wait = attendere fino al { $until }
remedy-wait-unknown = attendere; il termine non è ancora noto
remedy-contact =
    { $role ->
        [rep] contattare il proprio agente
        [administrator] rivolgersi all'amministratore della propria azienda
        [staff] rivolgersi al negozio
        [shop] rivolgersi al negozio
        [buyer] chiedere al cliente
        [manager] contattare il responsabile
       *[other] contattare { $role }
    }

## Fasi ed esiti

stage-edit = modifica
stage-place = invio
stage-confirm = conferma
stage-reserve = impegno merce
stage-ship = spedizione
outcome-allow = consentito
outcome-adjust = modificato
outcome-hold = sospeso
outcome-indeterminate = non deciso
outcome-block = rifiutato
stage-sentence =
    { $outcome ->
        [allow] { $stage }: consentito
        [adjust] { $stage }: consentito con modifiche
        [hold] { $stage }: l'ordine resterà sospeso
        [indeterminate] { $stage }: non decidibile, mancano dati
       *[block] { $stage }: l'ordine sarà rifiutato
    }
stage-sentence-release =
    { $outcome ->
        [hold] { stage-sentence }; per sbloccarlo pagare { $sum }
       *[other] { stage-sentence }; per rimuovere il blocco fido pagare { $sum }
    }

## Etichette

subject-line = riga ordine { $number }
subject-row = riga { $number }
word-article = articolo
word-name = descrizione
word-line = riga ordine
word-lines = righe ordine
word-row = riga
word-row-verdicts = esiti per riga
word-quantity = quantità
word-unknown-quantity = non nota
word-asked = richiesta
word-visible = disponibile
word-accepted = accettata
word-proposal = proposta
word-moq = quantità minima
word-multiple = multiplo
word-next-batch = prossimo arrivo
word-next-break = prossimo scaglione
word-warehouse = magazzino
word-price = prezzo
word-list-price = prezzo di listino
word-price-list = listino
word-net-price = prezzo netto
word-steps = passaggi
word-discount = sconto
word-before = prima
word-after = dopo
word-total = totale
word-totals = totali
word-list-sum = a prezzi di listino
word-net = imponibile
word-tax = imposta
word-gross = totale con imposta
word-delivery = consegna
word-payable = da pagare
word-free-from = gratuita da
word-conditions = condizioni
word-payments = pagamenti
word-rate = cambio
word-weight = peso, kg
word-volume = volume, m³
word-unmeasured = righe senza peso o volume
word-minimum = ordine minimo
word-missing = mancante
word-contract = contratto
word-terms = condizioni di pagamento
word-tier = fascia
word-company = azienda
word-buyer = acquirente
word-currency = valuta
word-stage = fase
word-stages = fasi
word-verdict = esito
word-verdicts = esiti
word-outcome = risultato
word-finding = rilievo
word-findings = rilievi
word-reason = motivo
word-reasons = motivi
word-remedy = cosa fare
word-remedies = cosa fare
word-release = da pagare per lo sblocco
word-notice = nota
word-notices = note
word-warning = avviso
word-warnings = avvisi
word-error = errore
word-errors = errori
word-setting = impostazione
word-policy = regole
word-order = ordine
word-order-file = file d'ordine
word-awaiting-confirmation = in attesa di conferma
word-confirmed = confermato
word-changes = variazioni
word-effects = azioni
word-reserve = impegno merce
word-notify = notifica
word-facts-used = dati usati
word-claim-won = applicato
word-claim-no-price = senza prezzo
word-claim-below-first-break = sotto il primo scaglione
word-claim-not-in-force = non in vigore
word-yes = sì
word-no = no
word-none = nessuno
word-tax-exclusive = prezzi al netto dell'imposta
word-tax-inclusive = prezzi con imposta
word-tax-exempt = esente da imposta
word-invoice = fattura
word-replaces = al posto di
word-supplier = fornitore
word-account = conto
word-issued = emessa
word-due = pagabile fino al
word-shipment = spedizione
word-tax-rate = aliquota
word-credited = reso
word-redeemed = pagato con i bonus
word-paid = pagato
word-left = resta da pagare
word-waybill = documento di ritiro
word-day = giorno
word-orders = ordini
word-statement = estratto conto
word-from = dal
word-until = al
word-opening = saldo iniziale
word-closing = saldo finale
word-overdue = di cui scaduto
word-entry = movimento
word-document = documento
word-debit = dare
word-credit = avere
word-balance = saldo
word-agreement = estratto conto meno crediti
word-entry-invoice = fattura
word-entry-correction = rettifica
word-entry-return = reso
word-entry-payment = pagamento
word-history = ordini passati
word-state = stato
word-owed = dovuto

## Notifiche

notification-access-changed = Il vostro accesso è stato modificato.
notification-access-removed = Il vostro accesso è terminato.
notification-account-opened = L'account è attivo.
notification-client-assigned = Vi è stato assegnato un cliente.
notification-correction-accepted = Il cliente accetta la correzione dell'ordine { $order }.
    .short = Il cliente accetta la correzione.
notification-correction-declined =
    { $has-reason ->
        [yes] Il cliente rifiuta la correzione dell'ordine { $order }: { $reason }.
       *[no] Il cliente rifiuta la correzione dell'ordine { $order }.
    }
    .short = Il cliente rifiuta la correzione.
notification-correction-lapsed = Nessuno ha risposto alla correzione dell'ordine { $order }; l'ordine resta com'era.
    .short = Nessuno ha risposto alla correzione; l'ordine resta com'era.
notification-demo-invoice = Ecco la fattura richiesta.
notification-invoice-issued = Fattura { $number } per l'ordine { $order }.
    .short = Una fattura per il vostro ordine.
notification-invoice-reissued = L'ordine { $order } è stato corretto: la fattura { $void } è annullata, pagate con la fattura { $number }.
    .short = Il vostro ordine è stato corretto: la fattura è annullata, la sostituisce un'altra.
notification-invoice-voided = La fattura { $number } per l'ordine { $order } è annullata.
    .short = La fattura per il vostro ordine è annullata.
notification-employee-invited = Avete accesso all'account della vostra azienda.
notification-invitation = Siete invitati ad aprire un account.
notification-join-request = Qualcuno chiede di unirsi all'account della vostra azienda.
notification-order-awaiting-confirmation = L'ordine { $order } è stato accettato e attende conferma. È provvisorio: vale il contratto di fornitura.
    .short = L'ordine è stato accettato e attende conferma. È provvisorio: vale il contratto di fornitura.
notification-order-cancelled =
    { $has-reason ->
        [yes] L'ordine { $order } è annullato: { $reason }.
       *[no] L'ordine { $order } è annullato.
    }
    .short = L'ordine è annullato.
notification-order-completed = L'ordine { $order } è concluso.
    .short = L'ordine è concluso.
notification-order-confirmed = L'ordine { $order } è confermato.
    .short = L'ordine è confermato.
notification-order-corrected =
    { $has-reason ->
        [yes] L'ordine { $order } è stato corretto e ora costa { $sum }: { $reason }.
       *[no] L'ordine { $order } è stato corretto e ora costa { $sum }.
    }
    .short = L'ordine è stato corretto.
notification-order-correction-proposed =
    { $has-reason ->
        [yes] Controllare la correzione dell'ordine { $order }; costerebbe { $sum }: { $reason }.
       *[no] Controllare la correzione dell'ordine { $order }; costerebbe { $sum }.
    }
    .short = Controllare la correzione dell'ordine.
notification-order-delivered = L'ordine { $order } è consegnato.
    .short = L'ordine è consegnato.
notification-order-escalated = L'ordine { $order } non è stato confermato nel tempo di lavoro previsto.
    .short = Un ordine non è stato confermato nel tempo di lavoro previsto.
notification-order-late-payment = Per l'ordine { $order } sono arrivati in ritardo { $sum }; occorre decidere.
    .short = Un pagamento è arrivato in ritardo; occorre decidere.
notification-order-partly-reserved = Una parte dell'ordine { $order } è prenotata e si può ritirare; indicare che cosa fare del resto.
    .short = Una parte dell'ordine è prenotata e si può ritirare.
notification-order-received = Nuovo ordine { $order }.
    .short = C'è un nuovo ordine.
notification-order-released =
    { $has-reason ->
        [yes] Il responsabile autorizza l'ordine { $order }: { $reason }.
       *[no] Il responsabile autorizza l'ordine { $order }.
    }
    .short = Il responsabile autorizza l'ordine.
notification-order-reopened =
    { $has-reason ->
        [yes] L'ordine { $order } è di nuovo aperto: { $reason }.
       *[no] L'ordine { $order } è di nuovo aperto.
    }
    .short = L'ordine è di nuovo aperto.
notification-order-reservation-denied = Non è stato possibile prenotare la merce dell'ordine { $order }.
    .short = Non è stato possibile prenotare la merce.
notification-order-reservation-expired = La prenotazione per l'ordine { $order } è scaduta.
    .short = La prenotazione è scaduta.
notification-order-reserved =
    { $has-until ->
        [yes] La merce dell'ordine { $order } è prenotata fino al { $until }; pagare entro tale termine.
       *[no] La merce dell'ordine { $order } è prenotata.
    }
    .short = La merce è prenotata.
notification-order-shipped = L'ordine { $order } è spedito.
    .short = L'ordine è spedito.
notification-order-shipped-in-part = Una parte dell'ordine { $order } è spedita.
    .short = Una parte dell'ordine è spedita.
notification-order-split = Una parte dell'ordine { $order } è prenotata e costa { $sum }; il resto è un ordine a sé e attende la merce.
    .short = Una parte dell'ordine è prenotata; il resto è un ordine a sé.
notification-order-step = Ordine { $order }: { $step }.
    .short = Lo stato dell'ordine è cambiato.
notification-order-trimmed = L'ordine { $order } è ridotto a ciò che è disponibile; ora costa { $sum }.
    .short = L'ordine è ridotto a ciò che è disponibile.
notification-payment-received = Per l'ordine { $order } sono stati pagati in tutto { $sum }.
    .short = Il pagamento è arrivato.
notification-registration-received = La registrazione è arrivata; il negozio la esamina.
notification-registration-review = Una registrazione attende l'esame.
notification-return-accepted =
    { $has-sum ->
        [yes] Il reso dell'ordine { $order } è accettato; { $sum } non sono più dovuti.
       *[no] Il reso dell'ordine { $order } è accettato.
    }
    .short = Il reso è accettato.
notification-return-accepted-in-part =
    { $has-sum ->
        [yes] Una parte dell'ordine { $order } è tornata ed è accettata; { $sum } non sono più dovuti.
       *[no] Una parte dell'ordine { $order } è tornata ed è accettata.
    }
    .short = Una parte dell'ordine è tornata ed è accettata.
notification-return-refused =
    { $has-reason ->
        [yes] Il reso dell'ordine { $order } è rifiutato: { $reason }.
       *[no] Il reso dell'ordine { $order } è rifiutato.
    }
    .short = Il reso è rifiutato.
notification-return-requested =
    { $has-reason ->
        [yes] Il cliente vuole rendere merce dell'ordine { $order }: { $reason }.
       *[no] Il cliente vuole rendere merce dell'ordine { $order }.
    }
    .short = Il cliente vuole rendere merce.

## Come si chiama lo stato dell'ordine

label-new = nuovo
label-processing = in lavorazione
label-reserved = prenotato
label-paid-in-part = pagato in parte
label-paid = pagato
label-shipped-in-part = spedito in parte
label-shipped = spedito
label-return = reso
label-closed = chiuso

## Nomi di eventi, stati e persone; quelli propri della politica restano come sono

event-name =
    { $event ->
        [place] invio
        [correct] correzione
        [consent] consenso alla correzione
        [decline] rifiuto della correzione
        [lapse-consent] fine del tempo per rispondere alla correzione
        [release] via libera all'ordine
        [confirm] conferma
        [escalate] sollecito della conferma
        [reserve] prenotazione della merce
        [grant-reservation] concessione della prenotazione
        [grant-part] concessione di una parte della prenotazione
        [deny-reservation] rifiuto della prenotazione
        [expire-reservation] fine della prenotazione
        [see-payment] registrazione di un pagamento
        [ship] spedizione
        [deliver] consegna
        [request-return] richiesta di reso
        [accept-return] accettazione del reso
        [refuse-return] rifiuto del reso
        [cancel] annullamento
        [complete] completamento
        [reopen] riapertura
        [archive] archiviazione
       *[other] { $event }
    }
state-name =
    { $label ->
        [new] { label-new }
        [processing] { label-processing }
        [reserved] { label-reserved }
        [paid-in-part] { label-paid-in-part }
        [paid] { label-paid }
        [shipped-in-part] { label-shipped-in-part }
        [shipped] { label-shipped }
        [return] { label-return }
        [closed] { label-closed }
       *[other] { $label }
    }
who-name =
    { $who ->
        [buyer] il cliente
        [rep] l'agente
        [staff] il personale del negozio
        [system] i programmi del negozio
       *[other] { $who }
    }
who-role =
    { $role ->
        [manager] il responsabile
       *[other] { $role }
    }
