### Тексты для людей. Правила — в начале en.ftl.

## Замечания

access-action = Уровень доступа { $level } этого не позволяет.
    .short = Уровень доступа этого не позволяет.
access-level = Уровень доступа не настроен.
access-level-staff = Уровень доступа: { $level }.
access-limit = Стоимость заказа — { $sum }, лимит — { $limit }.
    .short = Заказ превышает лимит сотрудника.
access-not-yet = Доступ действует с { $at }.
    .short = Доступ ещё не действует.
access-principal = Кабинет не найден.
access-principal-staff = Кабинет: { $account }.
access-rep = Клиент не закреплён за этим торговым представителем.
access-rep-action = Торговый представитель не может сделать это за клиента.
access-rep-unknown = Торговый представитель с доступом не найден.
access-search = Поиск клиентов доступен только сотрудникам магазина.
access-sum = Действует лимит { $limit }, а стоимость заказа неизвестна.
    .short = Действует лимит, а стоимость заказа неизвестна.
access-suspended = Доступ приостановлен.
access-unknown = Нет доступа к этой торговой точке.
account-closed = Кабинеты открывает магазин.
account-contract = У компании нет действующего договора поставки.
account-details = Не указано название компании или имя.
account-email = Адрес электронной почты не указан или неверен.
account-email-taken = Адрес электронной почты уже используется.
account-first-order = Кабинет открывается после первого заказа.
account-invitation = Приглашение недействительно для этих данных.
account-invite =
    { $reason ->
        [mode] Кабинеты открывает магазин, приглашения не рассылаются.
       *[not-staff] Клиентов приглашает только магазин.
    }
    .short = Приглашение отправить нельзя.
account-outlet =
    { $reason ->
        [account] { $outlet }: кабинет уже открыт.
       *[entity] { $outlet }: точка принадлежит другой компании.
    }
    .short = Для этой торговой точки кабинет открыть нельзя.
account-phone = Телефон торговой точки не указан или неверен.
account-refused = Регистрация с этими данными невозможна.
account-refused-staff =
    { $reason ->
        [closed-terms] ИНН уже зарегистрирован, по договору клиента запросы на присоединение не принимаются.
       *[other] Причина: { $reason }.
    }
account-review = Заявка принята; магазин проверит её, прежде чем открыть доступ.
account-review-staff =
    { $reason ->
        [tax-id] ИНН уже зарегистрирован: запрос на присоединение.
        [email] Адрес электронной почты уже используется.
        [contract] Договора ещё нет.
       *[other] Причина: { $reason }.
    }
account-tax-id =
    { $reason ->
        [country] Страна налогового номера указана неверно.
        [checksum] Налоговый номер неверен: не сходится контрольная цифра.
       *[form] У налогового номера неверная длина или недопустимые знаки.
    }
    .short = Налоговый номер неверен.
account-tax-id-unchecked = Проверена только форма налогового номера ({ $country }).
    .short = Проверена только форма налогового номера.
bonus-accrual = За заказ после его выполнения будет начислено бонусов: { $accrues } ({ $rate }).
    .short = После выполнения заказа будут начислены бонусы.
bonus-balance =
    { $has-asked ->
        [yes] Запрошено бонусов: { $asked }; списывается { $redeemed } — всё, что есть на счёте.
       *[no] Списывается бонусов: { $redeemed } — всё, что есть на счёте.
    }
    .short = Больше бонусов на счёте нет.
bonus-cap =
    { $has-asked ->
        [yes] Запрошено бонусов: { $asked }; списывается { $redeemed } — больше на этот заказ нельзя.
       *[no] Списывается бонусов: { $redeemed } — больше на этот заказ нельзя.
    }
    .short = Бонусами можно оплатить только часть заказа.
bonus-currency = Бонусы считаются в { $currency }, а не в валюте договора.
    .short = Бонусы считаются не в валюте договора.
bonus-delivery = Сначала выберите доставку: от неё зависит, сколько бонусов можно списать.
bonus-excluded = С некоторыми из этих товаров бонусы на весь заказ не списываются.
bonus-expired = Бонусы сгорели { $day }: { $bonuses }. Вовремя не было заказа.
    .short = Бонусы сгорели: вовремя не было заказа.
bonus-expiry = Бонусы ({ $bonuses }) сгорят { $day }, если раньше не будет заказа.
    .short = Бонусы сгорят, если вовремя не будет заказа.
bonus-floor =
    { $has-asked ->
        [yes] Запрошено бонусов: { $asked }; списывается { $redeemed }, чтобы к оплате остался минимальный заказ.
       *[no] Списывается бонусов: { $redeemed }, чтобы к оплате остался минимальный заказ.
    }
    .short = К оплате должен остаться минимальный заказ.
bonus-off = В этом магазине нет бонусов.
bonus-promo = С промокодом бонусы не списываются.
bonus-settled = За заказ { $order } бонусы уже начислены.
    .short = За заказ бонусы уже начислены.
bonus-short = Бонусы за возвращённый заказ { $order } уже потрачены.
    .short = Бонусы за возвращённый заказ уже потрачены.
bonus-short-staff = Не удержано: { $uncollected }.
bonus-stage =
    { $has-next ->
        [yes] { $has-stage ->
            [yes] Ступень { $stage }; до ступени { $next } осталось { $missing }.
           *[no] До ступени { $next } осталось { $missing }.
        }
       *[no] { $has-stage ->
            [yes] Ступень { $stage }, высшая.
           *[no] Ни одна ступень пока не достигнута.
        }
    }
    .short = Ступень программы лояльности.
bonus-unit = Бонусы списываются целыми: { $redeemed } из запрошенных { $asked }.
    .short = Бонусы списываются целыми.
bonus-unknown = Сейчас бонусный счёт прочитать нельзя.
bonus-unknown-staff = Подробности: { $fact }.
bonus-unregistered = Копить и тратить бонусы могут только зарегистрированные покупатели.
catalogue-profile = У клиента указан профиль, который не настроен.
catalogue-profile-staff = Профиль: { $profile }.
contract-ambiguous = Несколько договоров отмечены как основные: { $contracts }.
    .short = Несколько договоров отмечены как основные.
contract-none = Нет договора, действующего на сегодня.
contract-terms = Условия оплаты по договору { $contract } не настроены.
    .short = Условия оплаты по договору не настроены.
contract-terms-staff = Условия оплаты: { $terms }.
contract-unknown = Договор { $contract } не действует для этого клиента.
    .short = Договор не действует для этого клиента.
credit-granted = Заказ допущен, несмотря на задолженность: есть действующее разрешение.
credit-granted-staff =
    { $has-debt ->
        [yes] Задолженность — { $debt }, разрешение выдал сотрудник { $by }{ $has-reason ->
            [yes] , причина: { $reason }.
           *[no] .
        }
       *[no] Кредит использован на { $exposure }, разрешение выдал сотрудник { $by }{ $has-reason ->
            [yes] , причина: { $reason }.
           *[no] .
        }
    }
credit-limit =
    { $severity ->
        [warning] С этим заказом использовано { $exposure } при кредитном лимите { $limit }; следует оплатить не менее { $release }.
       *[error] С этим заказом было бы использовано { $exposure } при кредитном лимите { $limit }; чтобы заказ прошёл, оплатите { $release }.
    }
    .short = Кредитный лимит использован сверх допустимого.
credit-limit-staff =
    { $has-up-to ->
        [yes] Порог: { $threshold }. Пропускается до { $up-to }.
       *[no] Порог: { $threshold }.
    }
credit-overdue =
    { $severity ->
        [warning] Просроченная задолженность — { $debt }; следует оплатить не менее { $release }.
       *[error] Просроченная задолженность — { $debt }; чтобы заказ прошёл, оплатите { $release }.
    }
    .short = Есть просроченная задолженность.
credit-overdue-staff =
    { $has-up-to ->
        [yes] Порог: { $threshold }. Пропускается до { $up-to }.
       *[no] Порог: { $threshold }.
    }
credit-receivable =
    { $severity ->
        [warning] Задолженность — { $debt }; следует оплатить не менее { $release }.
       *[error] Задолженность — { $debt }; чтобы заказ прошёл, оплатите { $release }.
    }
    .short = Задолженность превышает допустимую.
credit-receivable-staff =
    { $has-up-to ->
        [yes] Порог: { $threshold }. Пропускается до { $up-to }.
       *[no] Порог: { $threshold }.
    }
credit-unknown = Задолженность неизвестна, поэтому отгрузка в долг невозможна.
credit-unknown-staff = Подробности: { $fact }.
delivery-currency = Стоимость доставки задана в { $currency }, а курса к валюте договора нет.
    .short = Стоимость доставки задана в другой валюте, а курса к валюте договора нет.
delivery-currency-staff = Подробности: { $fact }.
delivery-incomplete =
    { $field ->
        [method] Выберите способ доставки.
        [zone] Для доставки нужна зона.
        [city] Для доставки нужен город.
        [postcode] Для доставки нужен индекс.
        [address] Для доставки нужен адрес.
        [branch] Для доставки нужно отделение перевозчика.
        [recipient] Для доставки нужен получатель.
        [phone] Для доставки нужен телефон получателя.
        [payment] Для доставки нужен способ оплаты.
       *[other] Данные доставки неполны.
    }{ $has-nearest ->
        [yes] {" "}Другой способ: { $nearest }.
       *[no] {""}
    }
    .short = Данные доставки неполны.
delivery-minimum =
    Минимальный заказ в зоне доставки { $zone } — { $minimum } { $basis ->
        [net] без налога
       *[gross] с налогом
    }; не хватает { $missing }.
    .short = Сумма заказа меньше минимальной для зоны доставки.
delivery-not-served =
    { $field ->
        [branch] { $method }: отделения { $place } в этом городе нет.
        [postcode] { $method }: по индексу { $place } не доставляет.
        [zone] { $method }: по этому адресу в зоне { $place } не доставляет.
       *[city] { $method }: в { $place } не доставляет.
    }{ $has-nearest ->
        [yes] {" "}Возможно: { $nearest }.
       *[no] {""}
    }
    .short = Этим способом сюда не доставляют.
delivery-payment =
    { $method }: оплата { $payment } невозможна. Возможно: { $allowed }.{ $has-nearest ->
        [yes] {" "}Другой способ: { $nearest }.
       *[no] {""}
    }
    .short = При этой доставке такая оплата невозможна.
payment-on-behalf = Оплату { $payment } может выбрать только сам клиент.
    .short = Такую оплату может выбрать только сам клиент.
delivery-unknown =
    { $field ->
        [zone] Зоны доставки { $id } нет.
       *[method] Способа доставки { $id } нет.
    }
    .short = Такого способа или такой зоны доставки нет.
delivery-weight =
    { $has-load ->
        [yes] { $measure ->
            [volume] { $method }: не более { $limit } м³, в заказе — { $load } м³.
           *[weight] { $method }: не более { $limit } кг, вес заказа — { $load } кг.
        }
       *[no] { $measure ->
            [volume] { $method }: не более { $limit } м³, а объём одного из товаров неизвестен.
           *[weight] { $method }: не более { $limit } кг, а вес одного из товаров неизвестен.
        }
    }{ $has-nearest ->
        [yes] {" "}Другой способ: { $nearest }.
       *[no] {""}
    }
    .short = Заказ может быть слишком тяжёлым или большим для этого способа доставки.
employee-above-own =
    { $what ->
        [employee] Прав у этого сотрудника больше, чем у вас; доступ меняет вышестоящий.
        [level] Этот уровень даёт больше прав, чем ваш.
        [limit] Лимит выше вашего.
       *[outlet] Не все эти торговые точки — ваши.
    }
    .short = Нельзя дать больше прав, чем есть у самого.
employee-email = Адрес электронной почты сотрудника не указан или неверен.
employee-email-taken = Адрес электронной почты уже используется.
employee-last-administrator = Больше никто не управляет сотрудниками компании.
employee-level = Уровня доступа { $level } нет. Возможны: { $levels }.
    .short = Уровень доступа не настроен.
employee-outlet =
    { $reason ->
        [none] Не выбрана ни одна торговая точка.
       *[elsewhere] Торговая точка принадлежит другой компании.
    }
    .short = Торговые точки не подходят.
employee-unknown = В компании нет такого сотрудника.
details-missing =
    { $field ->
        [city] В первом заказе нужно указать город доставки; дальше он подставляется сам.
        [postcode] В первом заказе нужно указать индекс; дальше он подставляется сам.
        [address] В первом заказе нужно указать адрес доставки; дальше он подставляется сам.
        [recipient] В первом заказе нужно указать получателя; дальше он подставляется сам.
        [phone] В первом заказе нужно указать телефон получателя; дальше он подставляется сам.
       *[other] В первом заказе нужно заполнить поле { $field }; дальше оно подставляется само.
    }
    .short = В первом заказе нужно указать данные клиента.
entry-actor = Заказ за прошедший день может внести только торговый представитель или сотрудник магазина.
entry-deferred =
    { $has-difference ->
        [yes] Заказ принят { $collected }, внесён { $entered }: цены на день внесения, разница { $difference }.
       *[no] Заказ принят { $collected }, внесён { $entered }: цены на день внесения; разница неизвестна.
    }
    .short = Заказ принят раньше, цены на день внесения.
entry-future = Заказ не мог быть принят { $collected }: сегодня { $entered }.
    .short = День приёма заказа ещё не наступил.
entry-late = Заказ принят { $collected }, внесён { $entered }, дней спустя: { $days }. Он ждёт подтверждения магазина.
    .short = Заказ внесён поздно и ждёт подтверждения магазина.
entry-late-staff = Допустимо дней: { $within }.
extra-invalid =
    { $problem ->
        [name-empty] У дополнительного поля нет названия.
        [name-too-long] Название поля { $field } длиннее 64 символов.
        [name-twice] Поле { $field } указано дважды.
        [value-too-long] Значение поля { $field } длиннее 1000 символов.
       *[too-many] Дополнительных полей больше 32; первое лишнее — { $field }.
    }
    .short = Дополнительное поле заказа недопустимо.
facts-contradictory = Данные магазина противоречат друг другу, поэтому решение невозможно.
facts-contradictory-staff = Подробности: { $fact }.
import-ambiguous = { $article }: с ведущими нулями подходят несколько артикулов.
    .short = С ведущими нулями подходят несколько артикулов.
import-duplicate = { $article }: артикул уже есть в строке { $first-row }; количества сложены.
    .short = Артикул уже есть в одной из предыдущих строк; количества сложены.
import-repair = { $article }: похоже, потеряны ведущие нули; предлагается { $product }.
    .short = Похоже, в артикуле потеряны ведущие нули.
import-repaired = { $article }: ведущие нули восстановлены, принят артикул { $product }.
    .short = Ведущие нули артикула восстановлены.
import-row = { row-problem }
    .short = Строку нельзя использовать.
document-article = Артикула { $article } больше нет среди товаров магазина, поэтому документ составить нельзя.
    .short = Артикула больше нет среди товаров магазина, поэтому документ составить нельзя.
document-foreign = Это не ваш документ.
document-off = Такие документы здесь не составляются.
history-window = Заказы, оформленные до { $since }, больше не показываются.
    .short = Более старые заказы не показываются.
invoice-cancelled = Заказ отменён, счёт на него не выставляется.
invoice-early = Счёт выставляется при оформлении заказа.
invoice-mismatch = Строки счёта не сходятся с суммой заказа.
invoice-mismatch-staff = По строкам: { $lines }; по заказу: { $order }.
invoice-number = Номер { $number } уже использован; номер аннулированного счёта не занимают снова.
    .short = Номер уже использован; номер аннулированного счёта не занимают снова.
invoice-reissued = Счёт { $void } аннулирован, вместо него действует счёт { $number }.
    .short = Счёт аннулирован, вместо него действует другой.
invoice-voided = Счёт { $void } аннулирован.
    .short = Счёт аннулирован.
statement-differs = Сальдо в { $currency } расходится с задолженностью по учёту на { $difference }.
    .short = Сальдо расходится с задолженностью по учёту.
statement-missing = Данных о взаиморасчётах нет, поэтому акт сверки составить нельзя.
statement-period = Акт сверки нельзя составить с { $start } по { $end }; граница — { $bound }.
    .short = За такой период акт сверки составить нельзя.
statement-unconfirmed = Данных о задолженности нет, поэтому сальдо ничем не подтверждено.
statement-unconfirmed-staff = Нет данных: { $fact }.
statement-uncovered = Взаиморасчёты известны только с { $since }.
    .short = За столь давний период взаиморасчёты неизвестны.
waybill-empty = Получать нечего.
waybill-quantities = Заказ { $order } зарезервирован частично, и неизвестно, в какой части.
    .short = Заказ зарезервирован частично, и неизвестно, в какой части.
waybill-state = Товар по заказу { $order } сейчас получить нельзя.
    .short = Товар по заказу сейчас получить нельзя.
waybill-terms = При условиях { $terms } накладную печатает ваш менеджер.
    .short = При этих условиях накладную печатает ваш менеджер.
waybill-unreserved = По заказу { $order } ничего не зарезервировано.
    .short = По заказу ничего не зарезервировано.
invoice-off = Счета без регистрации здесь не выставляются.
measure-missing = { $article }: вес или объём неизвестен и в итог не входит.
    .short = Вес или объём товара неизвестен и в итог не входит.
number-overflow = Число слишком велико для расчёта.
order-actor = Это действие выполняет кто-то другой: { event-name }.
    .short = Это действие выполняет кто-то другой.
order-actor-staff = Разрешено: { $by }.
order-calendar = Рабочее время магазина неизвестно, поэтому срок определить нельзя.
order-calendar-staff = Нет данных: { $fact }.
order-conflict = Под этим ключом уже выполнено другое действие.
order-consent =
    { $has-article ->
        [yes] В исправленном заказе есть { $article }, чего не заказывали; его стоимость — { $sum-now } вместо { $sum-before }; спросим клиента.
       *[no] Стоимость исправленного заказа — { $sum-now } вместо { $sum-before }; спросим клиента.
    }
    .short = Об исправлении спросим клиента.
order-currency = Минимальный заказ задан в { $currency }, а курса к валюте договора нет.
    .short = Минимальный заказ задан в другой валюте, а курса к валюте договора нет.
order-currency-staff = Минимум: { $minimum } { $currency }; { $fact }.
order-early = Для этого ещё рано: время наступит { $at }.
    .short = Для этого ещё рано.
order-empty = Заказ пуст.
order-event = В нынешнем состоянии заказа это невозможно.
order-event-staff = Событие: { event-name }; состояние: { state-name }.
order-granted =
    { $problem ->
        [twice] В ответе учётной системы артикул { $article } указан дважды.
        [more] Учётная система разрешает { $article } больше, чем заказано.
       *[nothing] Учётная система разрешает часть заказа, но не называет ничего из него.
    }
    .short = Ответ учётной системы не подходит к заказу.
order-history = Прежние заказы клиента неизвестны, поэтому заказ ожидает.
order-history-staff = Нет данных: { $fact }.
order-implausible = Заказ на { $sum } необычно велик; сначала его проверит менеджер.
    .short = Заказ необычно велик; сначала его проверит менеджер.
order-implausible-staff = Порог: { $threshold }.
order-late-payment =
    { $then ->
        [again] Оплата { $sum } пришла после окончания резерва; товар зарезервирован снова.
       *[manager] Оплата { $sum } пришла с опозданием; решит менеджер.
    }
    .short = Оплата пришла с опозданием.
order-manager = Перед подтверждением заказ на { $sum } проверит менеджер.
    .short = Перед подтверждением заказ проверит менеджер.
order-minimum =
    Минимальный заказ — { $minimum } { $basis ->
        [net] без налога
       *[gross] с налогом
    }; не хватает { $missing }.
    .short = Сумма заказа меньше минимальной.
order-needs =
    { $has-step ->
        [yes] Сначала заказ должен пройти этап { $step }.
       *[no] { $payment ->
            [full] Сначала заказ должен быть оплачен полностью.
           *[part] Сначала заказ должен быть оплачен хотя бы частично.
        }
    }
    .short = Сначала нужно сделать кое-что ещё.
order-reason = Укажите причину.
order-repeated = Это уже сделано; второй раз не выполняется.
order-returned =
    { $problem ->
        [twice] Артикул { $article } назван в возврате дважды.
        [more] { $article }: { $has-most ->
            [yes] вернуть можно не больше { $most }.
           *[no] столько вернуть нельзя.
        }
       *[nothing] Возвращать нечего.
    }
    .short = Столько из заказа вернуть нельзя.
order-stale = Заказ тем временем изменился.
order-unreserved =
    { $reservation ->
        [denied] Товар не зарезервирован, отгрузка запрещена.
        [requested] Ответа на запрос резерва ещё нет.
        [expired] Резерв закончился.
        [part] Зарезервирована только часть товара.
       *[none] Товар ещё не зарезервирован.
    }
    .short = Товар не зарезервирован.
price-missing = { $article }: нет цены на это количество.
    .short = Нет цены на это количество товара.
product-unknown = { $article }: артикула нет в ассортименте.
    .short = Артикула нет в ассортименте.
product-unknown-staff =
    { $reason ->
        [hidden] Артикул скрыт от этого клиента.
       *[not-in-facts] Артикула нет в данных.
    }
promo-audience =
    { $field ->
        [first-order] Промокод { $code } — только для первого заказа.
       *[other] Промокод { $code } — для других клиентов.
    }
    .short = Промокод для других клиентов.
promo-condition =
    { $field ->
        [goods] Промокод { $code } действует от { $goods-from }; не хватает { $missing }.
        [categories] Промокод { $code } — для других товаров.
        [delivery] Промокод { $code } — для другого способа доставки.
        [terms] Промокод { $code } — для других условий оплаты.
       *[other] Промокод { $code } — для других заказов.
    }
    .short = Промокод для других заказов.
promo-condition-staff = Категории: { $categories }.
promo-currency = Суммы промокода { $code } указаны в { $currency }, а не в валюте договора.
    .short = Суммы промокода указаны не в валюте договора.
promo-discount =
    { $has-percent ->
        [yes] Промокод { $code }: скидка { $percent }, всего { $discount }.
       *[no] Промокод { $code }: скидка { $discount }.
    }
    .short = Скидка по промокоду.
promo-facts = Сейчас неизвестно, действует ли промокод { $code }.
    .short = Сейчас неизвестно, действует ли промокод.
promo-facts-staff = Подробности: { $fact }.
promo-free-delivery = Промокод { $code }: доставка бесплатно.
    .short = Бесплатная доставка по промокоду.
promo-gift =
    { $severity ->
        [notice] Промокод { $code }: в подарок { $article }, { $quantity }.
       *[error] Подарка по промокоду { $code } нет.
    }
    .short = Подарок по промокоду.
promo-gift-staff =
    { $has-why ->
        [yes] { $article }: { $why ->
            [hidden] скрыт от этого клиента
            [not-in-facts] нет в данных
            [fraction] такое количество дать нельзя
            [stock-unknown] остаток неизвестен
            [sold-out] закончился
           *[other] { $why }
        }.
       *[no] Артикул: { $article }.
    }
promo-limit =
    { $whose ->
        [client] Промокод { $code } вы использовали столько раз, сколько можно ({ $limit }).
       *[everybody] Промокод { $code } исчерпан.
    }
    .short = Промокод исчерпан.
promo-limit-staff = Использован: { $used } из { $limit }.
promo-unknown = Промокода { $code } нет.
    .short = Такого промокода нет.
promo-validity =
    { $has-valid-from ->
        [yes] Промокод { $code } действует с { $valid-from }.
       *[no] Промокод { $code } действовал до { $valid-until }, не включая этот день.
    }
    .short = Сегодня промокод не действует.
quantity-invalid = { $article }: количество { $asked } недопустимо — отрицательное или слишком дробное.
    .short = Количество отрицательное или слишком дробное.
quantity-minimum = { $article }: минимальное количество — { $moq }, в заказе — { $accepted }.
    .short = Количество меньше минимального.
quantity-multiple = { $article }: кратность — { $multiple }; запрошено { $asked }, принято { $accepted }.
    .short = Количество уменьшено до кратного.
quote-changed =
    { $redeemed-moved ->
        [yes] Бонусы: было { $redeemed-before }, стало { $redeemed-now }.
       *[no] { $delivery-moved ->
            [yes] Доставка: было { $delivery-before }, стало { $delivery-now }.
           *[no] { $gross-moved ->
                [yes] Сумма заказа: было { $gross-before }, стало { $gross-now }.
               *[no] { $quantity-moved ->
                    [yes] { $net-moved ->
                        [yes] Количество: было { $quantity-before }, стало { $quantity-now }; цена: было { $net-before }, стало { $net-now }.
                        [gone] Количество: было { $quantity-before }, стало { $quantity-now }; цена { $net-before } больше не действует.
                       *[no] Количество: было { $quantity-before }, стало { $quantity-now }.
                    }
                   *[no] { $net-moved ->
                        [yes] Цена: было { $net-before }, стало { $net-now }.
                        [gone] Цена { $net-before } больше не действует.
                       *[no] Данные заказа изменились.
                    }
                }
            }
        }
    }
rep-absent =
    { $has-until ->
        [yes] { $rep }: отсутствие до { $until }, замены нет.
       *[no] { $rep }: отсутствие, замены нет.
    }
    .short = Торговый представитель отсутствует, замены нет.
rep-ambiguous = Торгового представителя определить не удалось.
rep-ambiguous-staff = Равные основания: { $reps }.
rep-contact = { $rep }: неизвестны ни почта, ни телефон.
    .short = Неизвестны ни почта, ни телефон торгового представителя.
rep-none = Торговый представитель не назначен.
rep-substitute =
    { $has-until ->
        [yes] { $rep }: отсутствие до { $until }, замещает { $substitute }.
       *[no] { $rep }: отсутствие, замещает { $substitute }.
    }
    .short = Торгового представителя замещает другой сотрудник.
rep-unknown = Назначенный торговый представитель не найден.
rep-unknown-staff = Торговый представитель: { $rep }.
rate-missing = Скидки от суммы заданы в { $currency }, а курса к валюте договора нет.
    .short = Скидки от суммы заданы в другой валюте, а курса нет.
rate-missing-staff = Подробности: { $fact }.
reorder-price-changed =
    { $has-before ->
        [yes] { $article }: цена была { $before }, стала { $net-now }.
       *[no] { $article }: цена была { $net-before }, стала { $net-now }.
    }
    .short = Цена отличается от цены в прежнем заказе.
reorder-reduced = { $article }: в прежнем заказе — { $quantity-before }, сейчас в корзине — { $quantity-now }.
    .short = В корзине меньше, чем было в прежнем заказе.
reorder-replaced = { $article }: вместо этого артикула теперь { $product }.
    .short = Артикул заменён другим.
reorder-unavailable = { $article }: сейчас купить нельзя.
    .short = Артикул из прежнего заказа сейчас купить нельзя.
reorder-unavailable-staff =
    { $reason ->
        [hidden] Артикул скрыт от этого клиента.
       *[not-in-facts] Артикула нет в данных.
    }
stock-far = { $article }: { $quantity } — с удалённого склада { $warehouse }; срок, дней: { $days }.
    .short = Товар поступит с удалённого склада через несколько дней.
stock-unknown = { $article }: остаток неизвестен.
    .short = Остаток товара неизвестен.
stock-visible =
    { $article }: запрошено { $asked }, доступный остаток — { $visible }, принято { $accepted }.{ $has-next-batch ->
        [yes] {" "}Следующая поставка: { $next-batch }.
       *[no] {""}
    }
    .short = Остаток меньше запрошенного количества.
tax-unknown = Для товара не задана ставка налога.
tax-unknown-staff = Налоговая категория: { $class }.
warehouse-unknown = Склад { $warehouse } не найден.
    .short = Склад не найден.

## Строки файла заказа

row-problem =
    { $problem ->
        [article-missing] Не указан артикул.
        [article-unreadable] Артикул не читается.
        [article-too-long] Артикул слишком длинный.
        [article-numeric-cell] Артикул записан числом: ведущие нули могли пропасть.
        [quantity-missing] Не указано количество.
        [quantity-zero] Количество равно нулю.
        [quantity-negative] Количество отрицательное.
        [quantity-not-a-number] Количество — не число.
        [quantity-ambiguous] Количество можно прочесть двояко.
        [quantity-too-large] Количество слишком велико.
        [quantity-too-precise] В количестве больше 12 знаков после запятой.
        [quantity-fractional] Количество слишком дробное для этого товара.
       *[other] Строку нельзя использовать.
    }

## Файлы, которые не читаются

order-file-empty = Файл пуст: выберите его ещё раз, возможно, он загрузился не полностью.
order-file-unknown-format = Это не таблица: нужен файл xlsx, xls, ods или текст с разделителями.
order-file-unsupported-format = Файлы этого вида не читаются: сохраните его как .xlsx.
order-file-format-mismatch = Содержимое не того формата, что в имени файла: откройте файл и сохраните заново.
order-file-password-protected = Файл защищён паролем: снимите пароль и сохраните файл заново.
order-file-truncated = Файл обрывается: загрузите его ещё раз.
order-file-damaged = Файл повреждён: откройте его и сохраните заново.
order-file-unpacked-too-large = В распакованном виде файл больше допустимого: оставьте только артикул и количество, без картинок и оформления.
order-file-too-many-rows =
    { $has-limit ->
        [yes] Строк больше { $limit }
       *[no] Слишком много строк
    }{ $has-row ->
        [yes] {""}, первая лишняя — { $row }
       *[no] {""}
    }: разделите файл.
order-file-too-many-cells =
    { $has-limit ->
        [yes] Ячеек больше { $limit }
       *[no] Слишком много ячеек
    }{ $has-row ->
        [yes] {""}, первая лишняя — в строке { $row }
       *[no] {""}
    }: оставьте только артикул и количество.
order-file-too-many-texts = Текстов в файле больше, чем читается: сохраните его заново.
order-file-texts-too-large = В файле слишком много текста: оставьте только артикул и количество.
order-file-too-many-parts = В файле больше частей, чем бывает в книге: сохраните заказ отдельной книгой.
order-file-forbidden-xml = В файле есть то, что таблице не нужно: сохраните его заново.
order-file-xml-too-deep = Вложенность в файле глубже, чем бывает в таблицах: сохраните его заново.
order-file-no-sheets = В книге нет видимого листа с ячейками: откройте скрытый лист с заказом.
order-file-nothing-filled-in = Ничего не заполнено: нужны столбец с артикулом и столбец с количеством.
order-file-ambiguous-header =
    { $has-second ->
        [yes] Ячейки { $first } и { $second } шапки называют один и тот же столбец
       *[no] В шапке два одинаковых столбца
    }: переименуйте один из них.
count-rows =
    { $n ->
        [one] { $n } строка
        [few] { $n } строки
        [many] { $n } строк
       *[other] { $n } строки
    }

## Шаги цены

price-list = цена по прайсу
price-break = цена от количества
price-tier = скидка за оборот
price-agreed = цена заказа
price-contract = условия договора
price-grid = сетка скидок
price-round = округление
claim-outranked =
    { $strategy ->
        [priority] { $has-ranks ->
            [yes] приоритет { $won } выше, чем { $lost }
           *[no] у другого прайс-листа приоритет выше
        }
        [lowest] другой прайс-лист дешевле
       *[most-specific] о другом прайс-листе договорились точнее
    }

## Что сделать

remedy-edit =
    { $field ->
        [quantity] { $to-kind ->
            [none] исправить количество
            [zero] удалить позицию
           *[some] изменить количество на { $to }
        }
        [article] указать другой артикул
        [repair] принять предложенный артикул или указать другой
        [contract] выбрать договор
        [quote] принять новые данные
        [lines] добавить товары в заказ
        [total] { $to-kind ->
            [none] уменьшить заказ
            [zero] уменьшить заказ
           *[some] уменьшить заказ до { $to }
        }
        [warehouses] выбрать другой склад
        [tax-id] исправить налоговый номер
        [email] указать другой адрес электронной почты
        [phone] указать телефон торговой точки
        [name] указать названия и имена
        [outlet] выбрать другую торговую точку
        [invitation] использовать действующее приглашение
        [level] выбрать другой уровень доступа
        [limit] уменьшить лимит
        [delivery] дополнить или изменить доставку
        [collected] исправить день приёма заказа
        [extra] исправить дополнительное поле
        [promo] указать другой промокод или никакого
        [bonus] { $to-kind ->
            [some] списать бонусов: { $to }
           *[none] списать другое число бонусов или не списывать
        }
        [version] прочитайте заказ заново
        [key] используйте другой ключ
        [reason] укажите причину
        [sequence] взять следующий номер
        [period] выбрать другой период
        [orders] выбрать другие заказы
       *[other] изменить { $field }
    }
remedy-pay = оплатить { $sum }
remedy-grant =
    { $role ->
        [head-of-sales] разрешить может руководитель отдела продаж
        [rep] разрешить может менеджер
        [manager] разрешить может менеджер
        [staff] разрешить может сотрудник магазина
        [buyer] разрешить может клиент
        [system] разрешить может программа магазина
        [administrator] разрешить может администратор вашей компании
       *[other] разрешить может { $role }
    }
remedy-wait = подождать до { $until }
remedy-wait-unknown = подождать; срок пока неизвестен
remedy-contact =
    { $role ->
        [rep] обратиться к своему менеджеру
        [administrator] обратиться к администратору вашей компании
        [staff] обратиться в магазин
        [shop] обратиться в магазин
        [buyer] спросите клиента
        [manager] обратиться к менеджеру
       *[other] обратиться: { $role }
    }

## Этапы и решения

stage-edit = изменение корзины
stage-place = оформление
stage-confirm = подтверждение
stage-reserve = резервирование
stage-ship = отгрузка
outcome-allow = разрешено
outcome-adjust = с изменением
outcome-hold = удержание
outcome-indeterminate = не определено
outcome-block = отказ
stage-sentence =
    { $outcome ->
        [allow] { $stage }: разрешено
        [adjust] { $stage }: разрешено с изменениями
        [hold] { $stage }: заказ будет удержан
        [indeterminate] { $stage }: решение невозможно, не хватает данных
       *[block] { $stage }: отказ
    }
stage-sentence-release =
    { $outcome ->
        [hold] { stage-sentence }; чтобы снять удержание, оплатите { $sum }
       *[other] { stage-sentence }; чтобы снять кредитное ограничение, оплатите { $sum }
    }

## Подписи

subject-line = позиция { $number }
subject-row = строка { $number }
word-article = артикул
word-name = наименование
word-line = позиция
word-lines = позиции
word-row = строка
word-row-verdicts = решения по строкам
word-quantity = количество
word-unknown-quantity = неизвестно
word-asked = запрошено
word-visible = доступно
word-accepted = принято
word-proposal = предложение
word-moq = минимальное количество
word-multiple = кратность
word-next-batch = следующая поставка
word-next-break = следующий порог
word-warehouse = склад
word-price = цена
word-list-price = цена по прайсу
word-price-list = прайс-лист
word-net-price = цена со скидкой
word-steps = шаги цены
word-discount = скидка
word-before = было
word-after = стало
word-total = сумма
word-totals = итого
word-list-sum = по ценам прайса
word-net = без налога
word-tax = налог
word-gross = с налогом
word-delivery = доставка
word-payable = к оплате
word-free-from = бесплатно от
word-conditions = условия
word-payments = способы оплаты
word-rate = курс
word-weight = вес, кг
word-volume = объём, м³
word-unmeasured = позиции без веса или объёма
word-minimum = минимальный заказ
word-missing = не хватает
word-contract = договор
word-terms = условия оплаты
word-tier = уровень
word-company = компания
word-buyer = покупатель
word-currency = валюта
word-stage = этап
word-stages = этапы
word-verdict = решение
word-verdicts = решения
word-outcome = результат
word-finding = замечание
word-findings = замечания
word-reason = причина
word-reasons = причины
word-remedy = что сделать
word-remedies = что сделать
word-release = к оплате для снятия
word-notice = примечание
word-notices = примечания
word-warning = предупреждение
word-warnings = предупреждения
word-error = ошибка
word-errors = ошибки
word-setting = настройка
word-policy = политика
word-order = заказ
word-order-file = файл заказа
word-awaiting-confirmation = ожидает подтверждения
word-confirmed = подтверждён
word-changes = изменения
word-effects = действия
word-reserve = резерв
word-notify = уведомление
word-facts-used = использованные данные
word-claim-won = применён
word-claim-no-price = нет цены
word-claim-below-first-break = ниже первого порога
word-claim-not-in-force = не действует
word-yes = да
word-no = нет
word-none = нет
word-tax-exclusive = цены без налога
word-tax-inclusive = цены с налогом
word-tax-exempt = без налога
word-invoice = счёт
word-replaces = взамен
word-supplier = поставщик
word-account = счёт в банке
word-issued = выставлен
word-due = оплатить до
word-shipment = отгрузка
word-tax-rate = ставка
word-credited = возвращено
word-redeemed = оплачено бонусами
word-paid = оплачено
word-left = осталось оплатить
word-waybill = накладная на самовывоз
word-day = день
word-orders = заказы
word-statement = акт взаиморасчётов
word-from = с
word-until = по
word-opening = сальдо на начало
word-closing = сальдо на конец
word-overdue = в том числе просрочено
word-entry = операция
word-document = документ
word-debit = дебет
word-credit = кредит
word-balance = сальдо
word-agreement = взаиморасчёты минус дебиторка
word-entry-invoice = реализация
word-entry-correction = корректировка
word-entry-return = возврат
word-entry-payment = оплата
word-history = история заказов
word-state = состояние
word-owed = задолженность

## Уведомления

notification-access-changed = Ваш доступ изменён.
notification-access-removed = Ваш доступ закрыт.
notification-account-opened = Кабинет открыт.
notification-client-assigned = За вами закреплён новый клиент.
notification-correction-accepted = Клиент согласен с исправлением заказа { $order }.
    .short = Клиент согласен с исправлением.
notification-correction-declined =
    { $has-reason ->
        [yes] Клиент отклонил исправление заказа { $order }: { $reason }.
       *[no] Клиент отклонил исправление заказа { $order }.
    }
    .short = Клиент отклонил исправление.
notification-correction-lapsed = На исправление заказа { $order } никто не ответил; заказ остаётся прежним.
    .short = На исправление никто не ответил; заказ остаётся прежним.
notification-demo-invoice = Счёт, который вы запросили.
notification-invoice-issued = Счёт { $number } на оплату заказа { $order }.
    .short = Счёт на оплату вашего заказа.
notification-invoice-reissued = Заказ { $order } изменён: счёт { $void } аннулирован, оплачивайте по счёту { $number }.
    .short = Ваш заказ изменён: счёт аннулирован, вместо него действует другой.
notification-invoice-voided = Счёт { $number } на оплату заказа { $order } аннулирован.
    .short = Счёт на оплату вашего заказа аннулирован.
notification-employee-invited = Вам открыт доступ к кабинету вашей компании.
notification-invitation = Приглашаем вас открыть учётную запись.
notification-join-request = Поступил запрос на присоединение к кабинету вашей компании.
notification-order-awaiting-confirmation = Заказ { $order } принят, на подтверждении. Он предварительный: условия поставки определяет договор.
    .short = Заказ принят, на подтверждении. Он предварительный: условия поставки определяет договор.
notification-order-cancelled =
    { $has-reason ->
        [yes] Заказ { $order } отменён: { $reason }.
       *[no] Заказ { $order } отменён.
    }
    .short = Заказ отменён.
notification-order-completed = Заказ { $order } выполнен.
    .short = Заказ выполнен.
notification-order-confirmed = Заказ { $order } подтверждён.
    .short = Заказ подтверждён.
notification-order-corrected =
    { $has-reason ->
        [yes] Заказ { $order } исправлен, теперь его стоимость — { $sum }: { $reason }.
       *[no] Заказ { $order } исправлен, теперь его стоимость — { $sum }.
    }
    .short = Заказ исправлен.
notification-order-correction-proposed =
    { $has-reason ->
        [yes] Проверьте исправление заказа { $order }; стоимость составит { $sum }: { $reason }.
       *[no] Проверьте исправление заказа { $order }; стоимость составит { $sum }.
    }
    .short = Проверьте исправление заказа.
notification-order-delivered = Заказ { $order } доставлен.
    .short = Заказ доставлен.
notification-order-escalated = Заказ { $order } не подтверждён за отведённое рабочее время.
    .short = Заказ не подтверждён за отведённое рабочее время.
notification-order-late-payment = По заказу { $order } с опозданием пришло { $sum }; примите решение.
    .short = Оплата пришла с опозданием; примите решение.
notification-order-partly-reserved = Заказ { $order } зарезервирован частично, эту часть можно забирать; сообщите, как быть с остальным.
    .short = Заказ зарезервирован частично, эту часть можно забирать.
notification-order-received = Новый заказ { $order }.
    .short = Поступил новый заказ.
notification-order-released =
    { $has-reason ->
        [yes] Менеджер допустил заказ { $order }: { $reason }.
       *[no] Менеджер допустил заказ { $order }.
    }
    .short = Менеджер допустил заказ.
notification-order-reopened =
    { $has-reason ->
        [yes] Заказ { $order } снова открыт: { $reason }.
       *[no] Заказ { $order } снова открыт.
    }
    .short = Заказ снова открыт.
notification-order-reservation-denied = Товар по заказу { $order } не удалось зарезервировать.
    .short = Товар не удалось зарезервировать.
notification-order-reservation-expired = Резерв по заказу { $order } закончился.
    .short = Резерв закончился.
notification-order-reserved =
    { $has-until ->
        [yes] Товар по заказу { $order } зарезервирован до { $until }; оплатите его до этого времени.
       *[no] Товар по заказу { $order } зарезервирован.
    }
    .short = Товар зарезервирован.
notification-order-shipped = Заказ { $order } отгружен.
    .short = Заказ отгружен.
notification-order-shipped-in-part = Заказ { $order } отгружен частично.
    .short = Заказ отгружен частично.
notification-order-split = Часть заказа { $order } зарезервирована, её стоимость { $sum }; остальное выделено в отдельный заказ и ждёт товара.
    .short = Часть заказа зарезервирована, остальное выделено в отдельный заказ.
notification-order-step = Заказ { $order }: { $step }.
    .short = Состояние заказа изменилось.
notification-order-trimmed = Заказ { $order } сокращён до того, что есть в наличии; теперь он стоит { $sum }.
    .short = Заказ сокращён до того, что есть в наличии.
notification-payment-received = По заказу { $order } всего оплачено { $sum }.
    .short = Оплата поступила.
notification-registration-received = Заявка на регистрацию получена; магазин её проверит.
notification-registration-review = Заявка на регистрацию ждёт проверки.
notification-return-accepted =
    { $has-sum ->
        [yes] Возврат по заказу { $order } принят; { $sum } больше не к оплате.
       *[no] Возврат по заказу { $order } принят.
    }
    .short = Возврат принят.
notification-return-accepted-in-part =
    { $has-sum ->
        [yes] Часть заказа { $order } вернулась и принята; { $sum } больше не к оплате.
       *[no] Часть заказа { $order } вернулась и принята.
    }
    .short = Часть заказа вернулась и принята.
notification-return-refused =
    { $has-reason ->
        [yes] В возврате по заказу { $order } отказано: { $reason }.
       *[no] В возврате по заказу { $order } отказано.
    }
    .short = В возврате отказано.
notification-return-requested =
    { $has-reason ->
        [yes] Клиент просит вернуть товар по заказу { $order }: { $reason }.
       *[no] Клиент просит вернуть товар по заказу { $order }.
    }
    .short = Клиент просит вернуть товар.

## Как называется состояние заказа

label-new = новый
label-processing = обработка
label-reserved = резерв
label-paid-in-part = оплачен частично
label-paid = оплачен
label-shipped-in-part = отгружен частично
label-shipped = отгружен
label-return = возврат
label-closed = закрыт

## Названия событий, состояний и действующих лиц; названия из политики остаются как есть

event-name =
    { $event ->
        [place] оформление
        [correct] исправление
        [consent] согласие с исправлением
        [decline] отказ от исправления
        [lapse-consent] окончание срока ответа на исправление
        [release] допуск заказа
        [confirm] подтверждение
        [escalate] напоминание о подтверждении
        [reserve] резервирование
        [grant-reservation] согласие на резерв
        [grant-part] согласие на часть резерва
        [deny-reservation] отказ в резерве
        [expire-reservation] окончание резерва
        [see-payment] учёт оплаты
        [ship] отгрузка
        [deliver] доставка
        [request-return] запрос возврата
        [accept-return] приём возврата
        [refuse-return] отказ в возврате
        [cancel] отмена
        [complete] завершение
        [reopen] повторное открытие
        [archive] перенос в архив
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
        [buyer] клиент
        [rep] торговый представитель
        [staff] сотрудник магазина
        [system] программа магазина
       *[other] { $who }
    }
who-role =
    { $role ->
        [manager] менеджер
       *[other] { $role }
    }
