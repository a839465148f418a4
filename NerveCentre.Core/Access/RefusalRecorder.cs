using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Puts refusals into the audit, of each kind at most so many an hour that they cannot fill a disk; the log has the rest.</summary>
[InnerWorks]
public sealed class RefusalRecorder(StoreWriter writer, TimeProvider clock)
{
    private readonly HourlyAllowance _rights = new(clock, 500);
    private readonly HourlyAllowance _signIns = new(clock, 300);

    public Task RecordAsync(Caller caller, Right right, int? storeId) =>
        RecordAsync(_rights, session => session.Audit(caller, clock, AuditActions.Refused, storeId, right.ToString()));

    public Task RecordSignInAsync(string whom, string address, string reason) =>
        RecordAsync(_signIns, session => session.Audit(Caller.Nobody with { Address = address }, clock, AuditActions.SignInRefused, subject: whom, after: reason));

    private async Task RecordAsync(HourlyAllowance allowance, Action<WriteSession> record)
    {
        if (!allowance.TryTake())
        {
            return;
        }

        try
        {
            await writer.WriteAsync(record, CancellationToken.None);
        }
        catch (ProblemException)
        {
            // A disk that cannot be written to must not turn a refusal into a defect; the log has it.
        }
    }
}

/// <summary>So many an hour and no more.</summary>
internal sealed class HourlyAllowance(TimeProvider clock, int most)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _hour;
    private int _taken;

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
            (_hour, _taken) = hour == _hour ? (_hour, _taken + 1) : (hour, 1);
            return _taken <= most;
        }
    }
}
