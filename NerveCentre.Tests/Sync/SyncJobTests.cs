using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NerveCentre.Core.Sync;
using Quartz;

namespace NerveCentre.Tests.Sync;

public sealed class SyncJobTests
{
    [Fact]
    public async Task RunThatCannotEvenBeRecorded_LeavesTheScheduleInPeace()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        using (var db = installation.Db())
        {
            await db.Database.ExecuteSqlAsync($"DROP TABLE Runs");
        }

        var job = ActivatorUtilities.CreateInstance<SyncJob>(installation.Get<IServiceProvider>(), new Lifetime());
        var context = DispatchProxy.Create<IJobExecutionContext, Context>();
        ((Context)(object)context).Job = JobBuilder.Create<SyncJob>().WithIdentity(SyncJob.KeyOf(store, SyncStreams.Orders)).Build();

        Assert.Null(await Record.ExceptionAsync(async () => await job.Execute(context)));
    }

    /// <summary>Knows its job and nothing else.</summary>
    public class Context : DispatchProxy
    {
        public IJobDetail? Job { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name is "get_JobDetail" ? Job : null;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
