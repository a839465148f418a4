using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Where templates ship, by their settings as read and by what the owner has told of the services.</summary>
internal static class TemplateJudge
{
    /// <summary>What the store's owner has told.</summary>
    public static ServiceCountries Told(NerveCentreDb db, int storeId)
    {
        var unknown = db.Stores.AsNoTracking().Where(s => s.Id == storeId).Select(s => s.UntoldServicesAreUnknown).Single();
        var rows = db.Services.AsNoTracking().Where(s => s.StoreId == storeId).Select(s => new { s.Service, s.Countries }).ToList();
        return ServiceCountries.From(rows.Select(r => KeyValuePair.Create(r.Service, CountrySet.Parse(r.Countries))), assumeUnknown: !unknown);
    }

    /// <summary>A stored template's settings; <c>null</c> when they cannot be read.</summary>
    public static TemplateSettings? Settings(long templateId, string name, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<FreightSetting>>(json) is { } services && services.TrueForAll(IsWhole) ? new TemplateSettings(templateId, name, false, services) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Puts what follows from the settings into the row.</summary>
    /// <returns>Whether the row changed by it.</returns>
    public static bool Judge(TemplateRecord template, TemplateSettings settings, ServiceCountries told)
    {
        var (reach, unknownCodes) = TemplateMapping.ToReach(settings, told);
        var before = (template.Named, template.Assumed, template.Unjudged, template.Judged, template.UnknownCodes);
        (template.Named, template.Assumed) = (reach.Named.ToString(), reach.Assumed.ToString());
        // Of one that says nothing at all, the mark says it: 250 codes would say no more.
        template.Judged = reach != TemplateReach.Unknown;
        template.Unjudged = template.Judged ? reach.Unjudged.ToString() : "";
        // Blanks separate codes; those inside of a name do not.
        template.UnknownCodes = string.Join(' ', unknownCodes.Select(c => c.Replace(' ', '\u00A0')));
        return before != (template.Named, template.Assumed, template.Unjudged, template.Judged, template.UnknownCodes);
    }

    /// <summary>Judges every template of a store anew: after the owner told something, and after an upgrade, which may read codes that the version before did not.</summary>
    /// <remarks>A row whose settings cannot be read stays as it is.</remarks>
    /// <returns>How many templates changed.</returns>
    public static int JudgeAll(WriteSession session, int storeId)
    {
        var told = Told(session.Db, storeId);
        var changed = 0;
        foreach (var template in session.Db.Templates.Where(t => t.StoreId == storeId).ToList())
        {
            changed += Settings(template.TemplateId, template.Name, template.Settings) is { } settings && Judge(template, settings, told) ? 1 : 0;
        }

        if (changed > 0)
        {
            session.MarkChanged(storeId);
        }

        return changed;
    }

    /// <summary>JSON that lacks a list makes a record that lacks it.</summary>
    private static bool IsWhole(FreightSetting? service) =>
        service is { LogisticsCompany: not null } && ServiceReading.ListsOf(service).All(l => l.Codes is not null && l.Codes.All(c => c is not null));
}
