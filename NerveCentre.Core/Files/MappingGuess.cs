namespace NerveCentre.Core.Files;

/// <summary>Guesses what is what in a file, for a person to correct. Where two things are as likely as each other, nothing is guessed.</summary>
internal static class MappingGuess
{
    /// <summary>The zone in which AliExpress reports, as far as is known.</summary>
    private const string Pacific = "America/Los_Angeles";

    private static readonly Dictionary<string, string> OrderStatuses = Words(
        ("unpaid", "awaiting payment|pending payment|payment pending|pending|not paid|unbezahlt|ausstehend|pendiente|pendiente de pago|en attente|aguardando pagamento|place_order_success|payment_processing|待付款|не оплачен"),
        ("paid", "processing|awaiting shipment|to ship|payment received|bezahlt|in bearbeitung|pagado|pagada|procesando|payé|payée|en cours|pago|wait_seller_send_goods|risk_control|已付款|оплачен"),
        ("shipped", "in transit|dispatched|sent|partially shipped|versendet|versandt|enviado|enviada|expédié|expédiée|wait_buyer_accept_goods|seller_part_send_goods|отправлен"),
        ("completed", "complete|finished|delivered|closed|abgeschlossen|geliefert|zugestellt|completado|entregado|terminé|livré|concluído|entregue|finish|fund_processing|archive|завершен|доставлен"),
        ("cancelled", "canceled|refunded|voided|storniert|abgebrochen|erstattet|cancelado|reembolsado|annulé|remboursé|in_cancel|отменен"),
        ("disputed", "dispute|in dispute|frozen|streitfall|en disputa|litige|em disputa|in_issue|in_frozen|спор"));

    private static readonly Dictionary<string, string> ListingStatuses = Words(
        ("active", "on selling|on sale|selling|online|live|published|aktiv|activo|activa|actif|ativo|正在销售|在售|销售中|上架|активен"),
        ("offline", "off line|inactive|expired|ended|not on sale|deleted|inaktiv|abgelaufen|inactivo|caducado|hors ligne|inativo|已下架|下架|неактивен"),
        ("auditing", "in review|under review|pending review|in prüfung|en revisión|en révision|em análise|审核中|на проверке"),
        ("editing_required", "editing required|rejected|violation|abgelehnt|rechazado|refusé|rejeitado|审核不通过|отклонен"));

    /// <param name="remembered">How the last file of this kind was read into this store; kept as far as the columns are still there.</param>
    public static FileMapping Of(FileKind kind, FileSample sample, FileMapping? remembered, string zone)
    {
        var layout = FileLayout.Recognise(kind, sample.Header)?.Mapping;
        var columns = FileFields.Of(kind).ToDictionary(f => f.Name, f => layout?.Columns.GetValueOrDefault(f.Name) ?? Column(f, sample, remembered, kind));
        var statuses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in Texts(kind, sample, columns.GetValueOrDefault("status")))
        {
            if ((remembered?.Statuses.GetValueOrDefault(text) ?? layout?.Statuses.GetValueOrDefault(text) ?? Status(kind, text)) is { } meaning)
            {
                statuses[text] = meaning;
            }
        }

        var dates = sample.Column(columns.GetValueOrDefault(kind is FileKind.Listings ? "published_at" : "placed_at"));
        return new FileMapping(kind, columns, statuses, remembered?.Zone ?? (layout is not null && !sample.IsOwn ? Pacific : zone))
        {
            Dates = OrderTime.Guess(dates) ?? remembered?.Dates ?? DateOrder.YearFirst,
            Decimal = sample.IsOwn ? DecimalSign.Plain : AmountText.Guess(sample.Column(columns.GetValueOrDefault("amount"))) ?? remembered?.Decimal ?? DecimalSign.Point,
            ShipForBuyer = remembered?.ShipForBuyer ?? false,
        };
    }

    /// <summary>Status texts of the sample that are no statuses by themselves, in the order in which they turn up.</summary>
    public static IReadOnlyList<string> Texts(FileKind kind, FileSample sample, string? column) =>
        [.. sample.Column(column).Where(t => !FileFields.IsStatus(kind, t)).Distinct(StringComparer.OrdinalIgnoreCase).Take(50)];

    private static string Column(FileField field, FileSample sample, FileMapping? remembered, FileKind kind)
    {
        var keys = sample.Header.Select(FileFields.Key).ToList();
        if (remembered?.Columns.GetValueOrDefault(field.Name) is { Length: > 0 } last && keys.Count(k => k == FileFields.Key(last)) is 1)
        {
            return last;
        }

        // A header that is another field's own name is not this one's synonym.
        var others = FileFields.Of(kind).Where(f => f != field).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in field.Synonyms.Prepend(field.Name).Where(n => !others.Contains(n)))
        {
            if (keys.Count(k => k == name) is 1)
            {
                return sample.Header[keys.IndexOf(name)];
            }
        }

        return "";
    }

    private static string? Status(FileKind kind, string text) =>
        (kind is FileKind.Listings ? ListingStatuses : OrderStatuses).GetValueOrDefault(FileFields.Key(text).Replace("ё", "е", StringComparison.Ordinal));

    private static Dictionary<string, string> Words(params (string Status, string Texts)[] words) =>
        words.SelectMany(w => w.Texts.Split('|').Select(t => (w.Status, Text: FileFields.Key(t)))).ToDictionary(w => w.Text, w => w.Status, StringComparer.Ordinal);
}
