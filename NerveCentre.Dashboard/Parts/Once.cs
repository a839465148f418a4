using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Parts;

/// <summary>Shows a part that is rendered once for all: see <see cref="SharedParts"/>, and <see cref="LiveMarkup"/> for how an update finds what to send.</summary>
/// <typeparam name="TPart">The part; it is given this component's parameters.</typeparam>
public sealed class Once<TPart> : ComponentBase
    where TPart : IComponent
{
    private readonly HashSet<string> _opened = []; // bound: as many as there are details
    private LiveMarkup? _markup;
    private IReadOnlyList<string> _order = [];
    private string? _orderedBy;
    private bool _reordered;
    private bool _failed;

    [Inject] private SharedParts Parts { get; set; } = null!;

    [Inject] private ILoggerFactory Logs { get; set; } = null!;

    [Parameter, EditorRequired] public required BoardSnapshot Snapshot { get; set; }

    /// <summary>What else the part is given.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object?> Asked { get; set; } = new Dictionary<string, object?>();

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _markup = await Parts.OfAsync(typeof(TPart), Snapshot, Asked);
            _failed = false;
            Hold();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _failed = true;
            Log.CardFailed(Logs.CreateLogger<TPart>(), fault);
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_failed)
        {
            builder.OpenComponent<FailedCard>(0);
            builder.CloseComponent();
        }
        else if (_markup is not null && RendererInfo.IsInteractive)
        {
            Write(builder, _markup.Pieces);
        }
        else if (_markup is not null)
        {
            builder.AddMarkupContent(1, _markup.Html);
        }
    }

    /// <summary>New figures move no row, which might lie under a pointer: rows keep the order that they were first shown in, until somebody sorts.</summary>
    private void Hold()
    {
        if (_markup?.Ordered is not { } list)
        {
            return;
        }

        var newest = Keys(list);
        _order = list.Order == _orderedBy ? [.. _order.Intersect(newest), .. newest.Except(_order)] : newest;
        (_orderedBy, _reordered) = (list.Order, !_order.SequenceEqual(newest));
    }

    private void Reorder()
    {
        _orderedBy = null;
        Hold();
    }

    private void Write(RenderTreeBuilder builder, IEnumerable<LiveMarkup.Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece is LiveMarkup.Text text)
            {
                builder.AddMarkupContent(0, text.Markup.Value);
            }
            else if (piece is LiveMarkup.Element element && (!element.IsReordered || _reordered))
            {
                Write(builder, element);
            }
        }
    }

    private void Write(RenderTreeBuilder builder, LiveMarkup.Element element)
    {
        builder.OpenElement(1, element.Tag);
        builder.SetKey(element.Key);
        foreach (var (name, value) in element.Attributes)
        {
            builder.AddAttribute(2, name, value ?? "");
        }

        if (element.IsFolded)
        {
            builder.AddAttribute(3, "ontoggle", EventCallback.Factory.Create(this, () => _opened.Add(element.Key ?? "")));
        }
        else if (element.Reorders)
        {
            builder.AddAttribute(3, "onclick", EventCallback.Factory.Create(this, Reorder));
        }

        Write(builder, element switch
        {
            { IsFolded: true } when !_opened.Contains(element.Key ?? "") => element.Children.Take(1),
            { Order: not null } => Arranged(element),
            _ => element.Children,
        });
        builder.CloseElement();
    }

    private static List<string> Keys(LiveMarkup.Element list) => [.. list.Children.OfType<LiveMarkup.Element>().Select(e => e.Key).OfType<string>()];

    /// <summary>First what is in order, then the rest where it is: the row of what is unknown, for one.</summary>
    private IEnumerable<LiveMarkup.Piece> Arranged(LiveMarkup.Element list)
    {
        var rows = list.Children.OfType<LiveMarkup.Element>().Where(e => e.Key is not null).ToDictionary(e => e.Key!);
        return [.. _order.Select(key => rows[key]), .. list.Children.Where(c => c is not LiveMarkup.Element { Key: not null })];
    }
}
