using System.Globalization;

namespace NerveCentre.Core.AliExpress.Sandbox.Faults;

/// <summary>Which faults a sandbox shows at present. Switched while it runs; forgotten when the server stops.</summary>
public sealed class SandboxFaultPlan
{
    private readonly Lock _lock = new();

    // Bound: one entry per fault.
    private Dictionary<SandboxFault, double> _shares = [];
    private long _calls;
    private long _faults;

    /// <summary>The faults that are switched on, each with the share of calls that meets it, above 0 up to 1.</summary>
    public IReadOnlyDictionary<SandboxFault, double> Active
    {
        get
        {
            lock (_lock)
            {
                return _shares;
            }
        }
    }

    /// <summary>Calls that met a fault since the start.</summary>
    public long Met => Interlocked.Read(ref _faults);

    /// <param name="share">Of the calls; 0 switches the fault off.</param>
    /// <exception cref="ProblemException">The share is no number from 0 to 1.</exception>
    public void Switch(SandboxFault fault, double share)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ProblemException(string.Create(CultureInfo.InvariantCulture, $"The share of calls that meet a fault must lie between 0 and 1, not {share}."));
        }

        lock (_lock)
        {
            var shares = new Dictionary<SandboxFault, double>(_shares);
            shares.Remove(fault);
            if (share > 0)
            {
                shares[fault] = share;
            }

            _shares = shares;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _shares = [];
        }
    }

    /// <summary>The fault that the next call meets, if any. The same calls meet the same faults on every machine.</summary>
    internal SandboxFault? Next()
    {
        var call = Interlocked.Increment(ref _calls);
        foreach (var (fault, share) in Active)
        {
            if (SandboxDice.Of(SandboxTopic.Fault, (call * 64) + (int)fault).NextDouble() < share)
            {
                Interlocked.Increment(ref _faults);
                return fault;
            }
        }

        return null;
    }
}
