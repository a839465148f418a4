namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Makes the sandbox's orders, each a function of its index and the anchor.</summary>
/// <param name="scale">So many orders for each one of the worked example; more than one only to measure with.</param>
/// <remarks>Keeps every order it has made: at most <see cref="MaxArrivals"/> after the anchor (over six years), then no more arrive.</remarks>
internal sealed class SandboxOrders(DateTimeOffset anchor, int scale = 1)
{
    private const int MaxArrivals = 100_000;

    // Sixteen digits, as AliExpress's are. The stride leaves gaps, so that a made-up id finds nothing.
    private const long FirstId = 8_160_045_860_000_000;
    private const int IdStride = 10_007;

    private readonly Lock _lock = new();
    private readonly int _history = SandboxTimeline.History * scale;
    private SandboxOrder[] _made = new SandboxOrder[(SandboxTimeline.History * scale) + 512];
    private int _count;
    private (long Number, SandboxQuota[] Cards) _deck = (-1, []);

    /// <summary>The orders placed up to <paramref name="now"/>, oldest first.</summary>
    public ArraySegment<SandboxOrder> PlacedUpTo(DateTimeOffset now)
    {
        lock (_lock)
        {
            MakeUpTo(now);
            var (low, high) = (0, _count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _made[middle].Created <= now ? (middle + 1, high) : (low, middle);
            }

            // Orders are only ever appended, so that a segment handed out earlier keeps its content.
            return new ArraySegment<SandboxOrder>(_made, 0, low);
        }
    }

    public SandboxOrder? Find(long orderId, DateTimeOffset now)
    {
        var index = (orderId - FirstId) / IdStride;
        var placed = PlacedUpTo(now);
        return orderId >= FirstId && index < placed.Count && placed[(int)index] is { } order && order.OrderId == orderId ? order : null;
    }

    private void MakeUpTo(DateTimeOffset now)
    {
        if (_count is 0)
        {
            foreach (var block in SandboxTimeline.Blocks)
            {
                MakeHistory(block);
            }
        }

        for (var k = _count - _history; k < MaxArrivals && SandboxTimeline.AfterAnchor(k, anchor) is var at && at <= now; k++)
        {
            Append(Make(_count, at, CardAfterAnchor(k)));
        }
    }

    private void MakeHistory(SandboxBlock block)
    {
        var deck = Shuffle(block.Mix, block.FirstIndex, block.Waking, scale);
        for (var place = 0; place < deck.Length; place++)
        {
            Append(Make(_count, SandboxTimeline.InHistory(block, place, deck.Length, anchor), deck[place]));
        }
    }

    private SandboxQuota CardAfterAnchor(long k)
    {
        var number = k / SandboxCountryMix.Newest;
        if (_deck.Number != number)
        {
            _deck = (number, Shuffle(SandboxCountryMix.Now, SandboxTimeline.History + number, waking: false));
        }

        return _deck.Cards[k % SandboxCountryMix.Newest];
    }

    private static SandboxQuota[] Shuffle(IReadOnlyList<SandboxQuota> mix, long seed, bool waking, int times = 1)
    {
        var dice = SandboxDice.Of(SandboxTopic.OrderDeck, seed);
        var cards = mix.SelectMany(q => Enumerable.Repeat(q, q.Orders * times)).ToArray();
        var keys = new double[cards.Length];
        for (var i = 0; i < cards.Length; i++)
        {
            keys[i] = dice.NextDouble();
            keys[i] = waking && SandboxCountryMix.IsEasternEurope(cards[i].Buyer) ? Math.Cbrt(keys[i]) : keys[i];
        }

        Array.Sort(keys, cards);
        return cards;
    }

    private static SandboxOrder Make(int index, DateTimeOffset placed, SandboxQuota card)
    {
        var dice = SandboxDice.Of(SandboxTopic.Order, index);
        var id = FirstId + ((long)index * IdStride) + dice.NextIndex(IdStride);
        var (amount, currency) = SandboxPrices.Pay(ref dice, card.Buyer);
        var product = dice.NextIndex(SandboxListings.Active);
        var (steps, endReason, paid) = SandboxLives.Live(ref dice, placed);
        return new SandboxOrder(index, id, card.Buyer, card.ShipTo, amount, currency, product, endReason, paid, steps);
    }

    private void Append(SandboxOrder order)
    {
        if (_count == _made.Length)
        {
            Array.Resize(ref _made, _count * 2);
        }

        _made[_count++] = order;
    }
}
