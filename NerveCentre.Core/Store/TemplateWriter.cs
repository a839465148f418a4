using System.Text.Json;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.Store;

/// <summary>Writes shipping templates as a source tells them, with where they ship by what the owner has told. A store has tens of them.</summary>
internal sealed class TemplateWriter
{
    private readonly WriteSession _session;
    private readonly int _storeId;
    private readonly DateTimeOffset _now;
    private readonly ServiceCountries _told;
    private readonly Dictionary<long, TemplateRecord> _stored;

    public TemplateWriter(WriteSession session, int storeId, DateTimeOffset now)
    {
        (_session, _storeId, _now) = (session, storeId, now);
        _told = TemplateJudge.Told(session.Db, storeId);
        _stored = session.Db.Templates.Where(t => t.StoreId == storeId).ToDictionary(t => t.TemplateId);
    }

    /// <summary>What is stored of a template, gone or not.</summary>
    public TemplateRecord? Find(long templateId) => _stored.GetValueOrDefault(templateId);

    public UpsertOutcome Upsert(TemplateSettings template)
    {
        var json = JsonSerializer.Serialize(template.Services);
        var row = Find(template.TemplateId);
        if (row is { GoneAt: null } && row.Settings == json && row.Name == template.Name && row.IsDefault == template.IsDefault)
        {
            row.ReadAt = _now;
            return UpsertOutcome.Unchanged;
        }

        var outcome = row is null ? UpsertOutcome.Added : UpsertOutcome.Updated;
        if (row is null)
        {
            row = new TemplateRecord { StoreId = _storeId, TemplateId = template.TemplateId, Name = template.Name, Settings = json };
            _session.Db.Templates.Add(row);
        }

        (row.Name, row.IsDefault, row.Settings) = (template.Name, template.IsDefault, json);
        TemplateJudge.Judge(row, template, _told);
        (row.ReadAt, row.ChangedAt, row.GoneAt) = (_now, _now, null);
        return outcome;
    }

    /// <summary>Takes every other template for gone.</summary>
    /// <returns>How many that were not gone before.</returns>
    public int KeepOnly(IReadOnlySet<long> listed)
    {
        var gone = _stored.Values.Where(t => t.GoneAt is null && !listed.Contains(t.TemplateId)).ToList();
        gone.ForEach(t => t.GoneAt = _now);
        return gone.Count;
    }
}
