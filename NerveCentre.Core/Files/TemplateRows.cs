using System.Globalization;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>Shipping templates: all rows of one are taken together, or none of them, for half a template says less than it seems to.</summary>
internal sealed class TemplateRows(ImportedFile import) : RowTaker(import)
{
    /// <summary>In files of our own: the logistics service of a row.</summary>
    public const string Service = "service";

    /// <summary>In files of our own: whether it is the store's default template.</summary>
    public const string Default = "default";

    /// <summary>Stands for the service in a file that names none.</summary>
    private const string NoService = "file";

    /// <summary>Stores have tens of templates. All are held until the last row.</summary>
    private const int MostRows = 100_000;

    private const int MaxName = 500;

    private readonly Dictionary<long, Gathered> _templates = [];
    private readonly int[] _columns = [.. FileLayout.OwnColumns(FileKind.Templates).Select(import.File.ColumnOf)];
    private int _rows;

    public override void Take()
    {
        var file = Import.File;
        if (++_rows > MostRows)
        {
            throw new ProblemException($"{file.Name} has more than {MostRows} rows, which are no shipping templates. Nothing was imported.");
        }

        var (id, name, destinations, service) = (Cell(0), Cell(1), Cell(2), Cell(3));
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            Import.Reject($"template_id '{Short(id)}' is no template's number: digits only");
            return;
        }

        if (!_templates.TryGetValue(number, out var template))
        {
            _templates[number] = template = new Gathered();
        }

        template.Rows.Add((file.Line, file.Cells()));
        template.IsDefault |= Cell(4) is "1" or "yes";
        template.Problem ??= Unreadable("name", name) ?? Unreadable("destinations", destinations)
            ?? (name.Length > MaxName ? $"name has {name.Length} characters; at most {MaxName} are allowed" : null)
            ?? (template.Name is { } known && name is not "" && name != known ? $"template {number} is called '{Short(known)}' on an earlier line and '{Short(name)}' on line {file.Line}" : null);
        template.Name = name is "" ? template.Name : template.Name ?? name;
        var read = TemplateDestinations.Read(destinations);
        template.Problem ??= read.Problem;
        template.Services.Add(new FreightSetting(service is "" ? NoService : service, false, false, [], [], [], read.Codes));
    }

    public override void Finish()
    {
        var templates = new TemplateWriter(Import.Session, Import.StoreId, Import.Now);
        foreach (var (id, template) in _templates)
        {
            if (template.Problem is { } problem)
            {
                template.Rows.ForEach(r => Import.Rejects.Add(r.Line, template.Rows.Count is 1 ? problem : $"{problem} (all rows of template {id} are left out)", r.Cells));
                continue;
            }

            Import.Counts.Count(Upsert(id, template, templates));
        }

        if (Import.Whole)
        {
            Left += templates.KeepOnly(_templates.Keys.ToHashSet());
        }

        if (Left > 0)
        {
            Import.Counts.Say(Left is 1 ? "1 template that is not in the file is marked as gone." : $"{Left} templates that are not in the file are marked as gone.");
        }
    }

    private UpsertOutcome Upsert(long id, Gathered template, TemplateWriter templates)
    {
        var row = templates.Find(id);
        var name = template.Name ?? row?.Name ?? string.Create(CultureInfo.InvariantCulture, $"Template {id}");
        var isDefault = _columns[4] < 0 ? row?.IsDefault ?? false : template.IsDefault;
        var settings = new TemplateSettings(id, name, isDefault, template.Services);
        var unknown = TemplateMapping.ToReach(settings).UnknownCodes;
        if (unknown.Count > 0)
        {
            Import.Counts.Say($"Template {id} ('{Short(name)}', line {template.Rows[0].Line}) names what is no country: {string.Join(", ", unknown.Select(u => $"'{Short(u)}'"))}.");
        }

        return templates.Upsert(settings);
    }

    private string Cell(int field) => Import.File.Cell(_columns[field]);

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private sealed class Gathered
    {
        public string? Name { get; set; }

        public bool IsDefault { get; set; }

        public string? Problem { get; set; }

        public List<FreightSetting> Services { get; } = [];

        public List<(long Line, string[] Cells)> Rows { get; } = [];
    }
}
