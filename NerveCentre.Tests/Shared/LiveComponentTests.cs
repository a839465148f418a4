using Bunit;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class LiveComponentTests : PageContext
{
    [Fact]
    public async Task QuestionThatTakesLonger_NeverEndsOverALaterOne()
    {
        await AddStoreAsync("Lamps");
        var page = Render<Asked>(p => p.Add(a => a.Question, "first"));
        page.Instance.Slow = new TaskCompletionSource();
        page.Render(p => p.Add(a => a.Question, "slow"));
        page.Render(p => p.Add(a => a.Question, "later"));
        page.Render(p => p.Add(a => a.Question, "last"));
        Assert.Equal(["first"], page.Instance.Shown);

        page.Instance.Slow.SetResult();

        // What was asked in between is nobody's question any more.
        page.WaitForAssertion(() => Assert.Equal(["first", "slow", "last"], page.Instance.Shown));
    }

    [Fact]
    public async Task QuestionThatFails_HoldsUpNoLaterOne()
    {
        await AddStoreAsync("Lamps");
        var page = Render<Asked>(p => p.Add(a => a.Question, "first"));
        page.Instance.Slow = new TaskCompletionSource();
        page.Render(p => p.Add(a => a.Question, "slow"));
        page.Render(p => p.Add(a => a.Question, "last"));

        page.Instance.Slow.SetException(new TimeoutException());

        page.WaitForAssertion(() => Assert.Equal(["first", "last"], page.Instance.Shown));
        Assert.False(page.Instance.HasFailed);
    }

    private sealed class Asked : LiveComponent
    {
        [Parameter] public string Question { get; set; } = "";

        public TaskCompletionSource? Slow { get; set; }

        public List<string> Shown { get; } = [];

        public bool HasFailed => Failed;

        protected override async Task ShowAsync(BoardSnapshot snapshot)
        {
            var question = Question;
            if (question is "slow" && Slow is { } slow)
            {
                await slow.Task;
            }

            if (Shown.Count is 0 || Shown[^1] != question)
            {
                Shown.Add(question);
            }
        }
    }
}
