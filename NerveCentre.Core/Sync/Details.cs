using System.Collections.Concurrent;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Sync;

/// <summary>Makes the calls that AliExpress wants one by one, several at once.</summary>
internal static class Details
{
    private const int BatchSize = 200;

    /// <summary>
    /// Hands every batch of answers to <paramref name="write"/>. A row that cannot be read by itself holds up no other;
    /// when the gateway fails, what was read before is written first.
    /// </summary>
    /// <returns>How many were refused or could not be read; they are asked for again by the next run.</returns>
    /// <exception cref="AliExpressException">The gateway failed for all, not for one.</exception>
    public static async Task<int> ReadAsync<TId, T>(
        IReadOnlyList<TId> ids,
        int parallelCalls,
        Func<TId, CancellationToken, Task<AliExpressResult<T>>> ask,
        Func<IReadOnlyCollection<(TId Id, T Value)>, Task> write,
        CancellationToken cancel)
        where T : class
    {
        var refused = 0;
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var read = new ConcurrentBag<(TId, T)>();
            var refusedBefore = refused;
            AliExpressError? failure = null;
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = parallelCalls, CancellationToken = cancel },
                async (id, token) =>
                {
                    if (Volatile.Read(ref failure) is not null)
                    {
                        return;
                    }

                    var answer = await ask(id, token);
                    if (answer.Value is { } value)
                    {
                        read.Add((id, value));
                    }
                    else if (answer.Error is { Kind: AliExpressErrorKind.Request or AliExpressErrorKind.Unreadable })
                    {
                        Interlocked.Increment(ref refused);
                    }
                    else
                    {
                        Interlocked.CompareExchange(ref failure, answer.Error, null);
                    }
                });
            await write(read);
            if (failure is not null)
            {
                throw new AliExpressException(failure);
            }

            if (refused - refusedBefore == batch.Length && batch.Length > 1)
            {
                // Nothing at all can be read: the rest would fare no better.
                break;
            }
        }

        return refused;
    }
}
