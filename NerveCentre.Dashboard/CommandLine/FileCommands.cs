using System.CommandLine;
using NerveCentre.Core.Files;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>The words of <c>import</c> and <c>export</c>. The command line is explicit: what was chosen on the page is not remembered here.</summary>
internal static class FileCommands
{
    public static Command Import() => new("import", "Import rows from a file.")
    {
        ImportOf(FileKind.Orders, "orders", "Import orders into a store, which is made if there is none of that name."),
        ImportOf(FileKind.Listings, "listings", "Import listings into a store that is fed by files, which is made if there is none of that name."),
        ImportOf(FileKind.Templates, "templates", "Import shipping templates into a store that is fed by files, which is made if there is none of that name."),
    };

    public static Command Export() => new("export", "Write a store's rows into a file that can be imported again.")
    {
        ExportOf(FileKind.Orders, "orders", "Export every order."),
        ExportOf(FileKind.Listings, "listings", "Export every listing."),
        ExportOf(FileKind.Templates, "templates", "Export every shipping template and where it ships."),
    };

    private static Command ImportOf(FileKind kind, string name, string description)
    {
        var file = new Argument<string>("FILE") { Description = "CSV file with a header row, plain or gzip." };
        var columns = new Option<string[]>("--column") { Description = $"Header of a field, where it is not the field's own name. Fields: {string.Join(", ", FileFields.Of(kind).Select(f => f.Name))}.", HelpName = "field=Header" };
        var others = kind is FileKind.Orders ? "Others count as placed." : "Rows with others are left out.";
        var statuses = new Option<string[]>("--status") { Description = $"Meaning of a status of the file. Statuses: {string.Join(", ", FileFields.StatusNames(kind))}. {others}", HelpName = "raw=mapped" };
        var zone = new Option<string>("--zone") { Description = "IANA zone of times that carry no offset. Default: the store's zone, UTC for a new store.", HelpName = "ZONE" };
        var encoding = new Option<string>("--encoding") { Description = "Encoding of the file, such as GB18030. Default: found out.", HelpName = "NAME" };
        var dates = new Option<string>("--dates") { Description = "Order of dates: ymd (default), dmy as in 31.12.2026, or mdy as in 12/31/2026. Those that begin with the year are always read.", HelpName = "ORDER" };
        var point = new Option<string>("--decimal") { Description = "Decimal sign of amounts: point or comma. Then separators between thousands and currencies beside the number are read too. Default: plain numbers such as 1234.56.", HelpName = "SIGN" };
        var ship = new Option<bool>("--ship-for-buyer") { Description = "Where no buyer country is told, take the country of the parcel for it." };
        var whole = new Option<bool>(kind is FileKind.Templates ? "--all-templates" : "--whole-catalogue") { Description = kind is FileKind.Templates ? "The file is all there is: other templates are marked as gone. Asks for --yes." : "The file is the whole catalogue: other listings become offline. Asks for --yes." };
        var yes = new Option<bool>("--yes") { Description = "Do it, however many are taken out of use." };
        var command = new Command(name, description) { file, Commands.Store, columns, encoding };
        Option[] more = kind switch
        {
            FileKind.Orders => [statuses, zone, dates, point, ship],
            FileKind.Listings => [statuses, zone, dates, whole, yes],
            _ => [whole, yes],
        };
        foreach (var option in more)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancel) => ImportCommand.RunAsync(
            new ImportWords(kind, parsed.GetValue(Commands.Data), parsed.GetRequiredValue(file), parsed.GetRequiredValue(Commands.Store))
            {
                Columns = parsed.GetValue(columns) ?? [],
                Encoding = parsed.GetValue(encoding),
                Statuses = more.Contains(statuses) ? parsed.GetValue(statuses) ?? [] : [],
                Zone = more.Contains(zone) ? parsed.GetValue(zone) : null,
                Dates = more.Contains(dates) ? parsed.GetValue(dates) : null,
                Decimal = more.Contains(point) ? parsed.GetValue(point) : null,
                ShipForBuyer = more.Contains(ship) && parsed.GetValue(ship),
                Whole = more.Contains(whole) && parsed.GetValue(whole),
                Yes = more.Contains(yes) && parsed.GetValue(yes),
            },
            cancel));
        return command;
    }

    private static Command ExportOf(FileKind kind, string name, string description)
    {
        var file = new Argument<string?>("FILE") { Description = "Where to, a file that does not exist yet; gzip when its name ends with .gz. Default: the standard output.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(name, description) { file, Commands.Store };
        command.SetAction((parsed, cancel) => ExportCommand.RunAsync(parsed.GetValue(Commands.Data), kind, parsed.GetRequiredValue(Commands.Store), parsed.GetValue(file), cancel));
        return command;
    }
}
