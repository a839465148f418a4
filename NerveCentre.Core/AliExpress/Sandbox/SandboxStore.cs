using NerveCentre.Core.Countries;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>The generated store behind the sandbox gateway: what AliExpress would hold. Deterministic from its anchor in time.</summary>
public sealed class SandboxStore
{
    public const string Name = "Sandbox store";

    private const string Mark = "NC";

    private readonly Lock _lock = new();
    private readonly string _stateFile;
    private readonly TimeProvider _clock;
    private readonly SandboxListing[] _founding;
    private readonly SandboxOrders _orders;
    private readonly IReadOnlyList<SandboxTemplate> _foundingTemplates;
    private SandboxState _state;
    private volatile IReadOnlyList<SandboxListing> _listings;
    private volatile IReadOnlyList<SandboxTemplate> _templates;

    private SandboxStore(string stateFile, TimeProvider clock, SandboxState state, string mark, int scale)
    {
        _stateFile = stateFile;
        _clock = clock;
        _state = state;
        _founding = SandboxListings.Found(state.Anchor, mark);
        _foundingTemplates = mark is Mark ? SandboxTemplates.All : [.. SandboxTemplates.All.Select(t => t with { Name = $"{t.Name} ({mark})" })];
        _orders = new SandboxOrders(state.Anchor, scale);
        _listings = Edited();
        _templates = EditedTemplates();
    }

    public IReadOnlyList<CountryCode> PriorityMarkets { get; } =
        [.. ((string[])["BR", "US", "ES", "FR", "GB", "DE", "PL", "MX"]).Select(CountryCode.Parse)];

    public IReadOnlyList<(long CategoryId, string Category, CountryCode Country)> RestrictedDestinations { get; } =
    [
        .. SandboxCategories.Restricted.SelectMany(c => ((string[])["BR", "US"]).Select(code => (c.CategoryId, c.Name, CountryCode.Parse(code)))),
        .. SandboxCategories.Ordinary.Where(c => c.Name is SandboxCategories.HealthSupplements).Select(c => (c.CategoryId, c.Name, CountryCode.Parse("US"))),
        .. SandboxCategories.Ordinary.Where(c => c.Name is SandboxCategories.KitchenKnives).Select(c => (c.CategoryId, c.Name, CountryCode.Parse("GB"))),
    ];

    /// <summary>The moment of founding, to which every generated time relates.</summary>
    internal DateTimeOffset Anchor => _state.Anchor;

    internal IReadOnlyList<SandboxListing> Listings => _listings;

    internal IReadOnlyList<SandboxTemplate> Templates => _templates;

    /// <summary>Opens the store kept in <paramref name="stateFile"/>, or founds it now.</summary>
    /// <param name="mark">Stands in the titles of its listings and, unless it is the usual one, in the names of its templates: stores of several sellers have the same ids.</param>
    /// <param name="scale">So many orders in its history for each one of the worked example; more than one only to measure with.</param>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static SandboxStore Open(string stateFile, TimeProvider clock, string mark = Mark, int scale = 1)
    {
        var state = SandboxState.Load(stateFile);
        if (state is null)
        {
            state = SandboxState.Founded(WholeSecond(clock.GetUtcNow()));
            state.Save(stateFile);
        }

        return new SandboxStore(stateFile, clock, state, mark, scale);
    }

    /// <summary>Assigns the right shipping template to the batch that was published without Brazil. Nothing happens the second time.</summary>
    public void AssignRightTemplateToBatch() =>
        Edit(_listings.Where(l => SandboxTemplates.IsOfBatch(l.TemplateId)), edit => edit with { TemplateId = SandboxTemplates.Worldwide });

    /// <exception cref="ArgumentException">There is no such listing.</exception>
    internal void MoveListing(long productId, long templateId) => Edit([Find(productId)], edit => edit with { TemplateId = templateId });

    /// <exception cref="ArgumentException">There is no such listing.</exception>
    internal void SetStatus(long productId, string status) => Edit([Find(productId)], edit => edit with { Status = status });

    /// <exception cref="ArgumentException">There is no such listing.</exception>
    internal void DeleteListing(long productId) => Edit([Find(productId)], edit => edit with { Deleted = true });

    /// <summary>Puts a deleted listing back, as it was.</summary>
    /// <exception cref="ArgumentException">There never was such a listing.</exception>
    internal void RelistListing(long productId) =>
        Edit([_founding.FirstOrDefault(l => l.ProductId == productId) ?? throw Unknown(productId)], edit => edit with { Deleted = false });

    /// <summary>Deletes a template as in Seller Center: listings that name it go on naming it.</summary>
    internal void DeleteTemplate(long templateId) => EditTemplates(templates => templates[templateId] = null);

    /// <exception cref="ArgumentException">There is no such template.</exception>
    internal void EditTemplate(long templateId, Func<SandboxTemplate, SandboxTemplate> change) => EditTemplates(templates =>
        templates[templateId] = change(_templates.FirstOrDefault(t => t.TemplateId == templateId) ?? throw new ArgumentException($"The sandbox store has no template {templateId}.", nameof(templateId))));

    /// <summary>Adds a template, or puts a deleted one back.</summary>
    internal void AddTemplate(SandboxTemplate template) => EditTemplates(templates => templates[template.TemplateId] = template);

    /// <summary>The orders placed up to that moment, oldest first.</summary>
    internal ArraySegment<SandboxOrder> OrdersAt(DateTimeOffset now) => _orders.PlacedUpTo(now);

    internal SandboxOrder? FindOrder(long orderId, DateTimeOffset now) => _orders.Find(orderId, now);

    /// <summary>The active listing that an order is for. Orders remember what was bought, whatever becomes of the listing.</summary>
    internal SandboxListing Bought(SandboxOrder order) => _founding[order.ProductIndex % _founding.Length];

    private static DateTimeOffset WholeSecond(DateTimeOffset moment) => new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private SandboxListing Find(long productId) =>
        _listings.FirstOrDefault(l => l.ProductId == productId) ?? throw Unknown(productId);

    private static ArgumentException Unknown(long productId) => new($"The sandbox store has no listing {productId}.", nameof(productId));

    private void EditTemplates(Action<SortedDictionary<long, SandboxTemplate?>> change)
    {
        lock (_lock)
        {
            var templates = new SortedDictionary<long, SandboxTemplate?>(_state.Templates ?? []);
            change(templates);
            var state = _state with { Templates = templates };
            state.Save(_stateFile);
            _state = state;
            _templates = EditedTemplates();
        }
    }

    private List<SandboxTemplate> EditedTemplates()
    {
        var edited = _state.Templates ?? [];
        var added = edited.Where(t => _foundingTemplates.All(f => f.TemplateId != t.Key)).Select(t => t.Value);
        return [.. _foundingTemplates.Select(t => edited.TryGetValue(t.TemplateId, out var now) ? now : t).Concat(added).OfType<SandboxTemplate>()];
    }

    private void Edit(IEnumerable<SandboxListing> listings, Func<SandboxEdit, SandboxEdit> change)
    {
        lock (_lock)
        {
            var now = WholeSecond(_clock.GetUtcNow());
            var edits = new SortedDictionary<long, SandboxEdit>(_state.Edits);
            foreach (var listing in listings)
            {
                edits[listing.ProductId] = change(edits.GetValueOrDefault(listing.ProductId) ?? new SandboxEdit(now)) with { At = now };
            }

            var state = _state with { Edits = edits };
            state.Save(_stateFile);
            _state = state;
            _listings = Edited();
        }
    }

    private List<SandboxListing> Edited()
    {
        var listings = new List<SandboxListing>(_founding.Length);
        foreach (var listing in _founding)
        {
            if (!_state.Edits.TryGetValue(listing.ProductId, out var edit))
            {
                listings.Add(listing);
            }
            else if (!edit.Deleted)
            {
                listings.Add(listing with { TemplateId = edit.TemplateId ?? listing.TemplateId, Status = edit.Status ?? listing.Status, Modified = edit.At });
            }
        }

        return listings;
    }
}
