using System.Text.RegularExpressions;

namespace NerveCentre.Core.Files;

/// <summary>The beginning of a file, for a person who says what is what.</summary>
/// <param name="Layout">Name of a layout that is known; <c>null</c> when it is not.</param>
/// <param name="Separator">Between cells: a comma, a semicolon, a tab or a bar.</param>
/// <param name="Rows">The first rows, at most <see cref="MostRows"/>; cells are cut to <see cref="MostCell"/> characters.</param>
public sealed partial record FileSample(string? Layout, bool IsOwn, string Encoding, char Separator, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Enough for a guess.</summary>
    public const int MostRows = 200;

    public const int MostCell = 120;

    private static readonly string[] PersonalWords =
    [
        "name", "mail", "phone", "tel", "mobile", "street", "address", "zip", "postal", "postcode", "city", "town", "state/province", "recipient", "consignee", "receiver", "contact", "buyer id", "login", "note", "message",
        "straße", "strasse", "anschrift", "adresse", "plz", "ort", "stadt", "empfänger", "dirección", "calle", "ciudad", "teléfono", "correo", "destinatario", "rue", "ville", "prénom", "courriel", "endereço", "cidade", "telefone",
        "买家名称", "买家邮箱", "收货人", "地址", "邮编", "电话", "手机", "城市", "州/省", "姓名", "备注", "имя", "адрес", "телефон", "город", "почта",
    ];

    /// <summary>Whether a column that is not read seems to hold something personal, by its header or by an address in it; it is then not shown.</summary>
    public bool IsPersonal(int column)
    {
        var key = FileFields.Key(Header[column]);
        return PersonalWords.Any(w => key.Contains(w, StringComparison.Ordinal)) || Rows.Any(r => column < r.Count && (r[column].Contains('@', StringComparison.Ordinal) || Phone().IsMatch(r[column])));
    }

    /// <summary>The cells of a column, by its header; empty ones left out.</summary>
    public IReadOnlyList<string> Column(string? header)
    {
        var key = header is null or "" ? null : FileFields.Key(header);
        var at = key is null ? -1 : Header.Select(FileFields.Key).ToList().IndexOf(key);
        return at < 0 ? [] : [.. Rows.Where(r => at < r.Count && r[at] is not "").Select(r => r[at])];
    }

    /// <exception cref="ProblemException">The file cannot be opened, is empty, or is no text.</exception>
    internal static FileSample Read(string path, string name, FileKind kind, string? encoding, long most) => MappedFile.Guarded(name, () =>
    {
        using var file = CsvText.Open(path, name, encoding, most);
        var (reader, rows) = (file.Reader, new List<IReadOnlyList<string>>());
        var layout = FileLayout.Recognise(kind, reader.Headers);
        var columns = Math.Min(reader.Headers.Count, 200);
        while (rows.Count < MostRows && reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, Math.Min(columns, reader.FieldCount)).Select(i => Cut(reader.GetString(i).Trim()))]);
        }

        return new FileSample(layout?.Name, layout is { IsOwn: true }, file.Encoding, (char)reader.Separator, [.. reader.Headers.Take(columns)], rows);
    });

    private static string Cut(string cell) => cell.Length > MostCell ? cell[..MostCell] + "…" : cell;

    [GeneratedRegex(@"^\+\d[\d ()/\-]{6,}$")]
    private static partial Regex Phone();
}
