using Delight.Determinism;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;
using Delight.Learning.Policies;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Tasks;

namespace Delight.Learning.Tests.Tasks.Sequences;

/// <summary>What holds for every sequence task.</summary>
public sealed class SequenceTaskTests
{
    public static TheoryData<string> Tasks => new(
        "token-reversal", "token-reversal(length=1,vocabulary=2)", "token-reversal(length=7,vocabulary=256,kappa=0.25)",
        "token-reversal(length=3,reward=sparse)", "forward-copy", "forward-copy(length=1)", "bit-parity",
        "bit-parity(length=1)",
        "key-value-recall", "key-value-recall(pairs=1,vocabulary=2)", "subsequence-match",
        "subsequence-match(length=1,answer=2)");

    [Theory]
    [MemberData(nameof(Tasks))]
    public void WriteAnswer_EveryHeldOutContext_IsRightAndScoresOne(string text)
    {
        ITask task = Create(text);
        byte[] context = new byte[task.ContextBytes], input = new byte[task.Shape.InputBytes];
        int[] answer = new int[task.Shape.Decisions];
        RandomStream random = RandomStream.Derive(1, "score");
        for (int index = 0; index < task.HeldOutCount; index++)
        {
            task.HeldOutContext(index, context);
            task.Encode(context, input);
            Assert.Equal(context, input);
            Assert.All(input, token => Assert.InRange(token, 0, task.Shape.Actions - 1));
            task.WriteAnswer(context, answer);
            Assert.True(task.IsRight(context, answer));
            Assert.Equal(1f, task.Score(context, answer, ref random));
        }

        Assert.Equal(1000, task.HeldOutCount);
        Assert.False(task.EvaluatesGreedily);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Score_RandomAnswers_IsBelowOneExactlyWhereNotRight(string text)
    {
        ITask task = Create(text);
        byte[] context = new byte[task.ContextBytes];
        int[] answer = new int[task.Shape.Decisions];
        RandomStream random = RandomStream.Derive(2, "answers");
        int wrong = 0;
        for (int round = 0; round < 500; round++)
        {
            task.DrawContext(ref random, context);
            foreach (ref int token in answer.AsSpan())
            {
                token = random.NextIndex(task.Shape.Actions);
            }

            float reward = task.Score(context, answer, ref random);
            Assert.InRange(reward, -1f, 1f);
            Assert.Equal(task.IsRight(context, answer), reward == 1f);
            wrong += reward < 1 ? 1 : 0;
        }

        Assert.InRange(wrong, 50, 500);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void HeldOutContext_SameIndex_IsTheSameInEveryInstanceAndIndicesDiffer(string text)
    {
        ITask first = Create(text), second = Create(text);
        byte[] one = new byte[first.ContextBytes], other = new byte[first.ContextBytes];
        HashSet<string> seen = [];
        for (int index = 0; index < 100; index++)
        {
            first.HeldOutContext(index, one);
            second.HeldOutContext(index, other);
            Assert.Equal(one, other);
            seen.Add(Convert.ToHexString(one));
        }

        Assert.True(seen.Count >= 2, "held-out contexts must not be all the same");
        Assert.Throws<ArgumentOutOfRangeException>(() => first.HeldOutContext(1000, one));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Shape_OfEveryTask_FitsTheTransformer(string text)
    {
        ITask task = Create(text);
        List<string> errors = [];
        PartReference reference = PartReference.Parse("transformer(width=8,heads=2,layers=1,feedForward=8)", errors)!;
        (PartDefinition<Func<OptionValues, PolicyShape, IPolicy>> definition, OptionValues values) =
            new PartCatalogues().Policies.Resolve(reference, errors)!.Value;
        IPolicy policy = definition.Create(values, task.Shape);
        using IPolicyPass pass = policy.CreatePass(2);
        float[] parameters = new float[policy.Layout.Length];
        byte[] inputs = new byte[2 * task.ContextBytes];
        task.HeldOutContext(0, inputs.AsSpan(0, task.ContextBytes));
        task.HeldOutContext(1, inputs.AsSpan(task.ContextBytes));
        int[] chosen = new int[2 * task.Shape.Decisions];
        double[] logProbs = new double[chosen.Length];
        pass.Sample(parameters, inputs, [], chosen, logProbs);
        Assert.All(logProbs, logProb => Near.Equal(-Math.Log(task.Shape.Actions), logProb)); // all weights 0: uniform
    }

    [Theory]
    [InlineData(
        "token-reversal(length=0)", "task 'token-reversal': length is 0; it must be at least 1 and at most 4096.")]
    [InlineData("token-reversal(vocabulary=1)",
        "task 'token-reversal': vocabulary is 1; it must be at least 2 and at most 256.")]
    [InlineData(
        "token-reversal(reward=spares)",
        "task 'token-reversal': reward is 'spares'; it must be one of dense, bag, sparse.")]
    [InlineData("token-reversal(reward=sparse,kappa=1)",
        "task 'token-reversal': kappa is 1 and reward is sparse, which pays nothing token by token.")]
    [InlineData("subsequence-match(length=4,answer=4)",
        "task 'subsequence-match': answer is 4 and length is 4; the answer must be longer. Set answer to at least 5.")]
    public void Resolve_OptionsOutOfRange_AreRefusedWithTheRule(string text, string message)
    {
        List<string> errors = [];
        Assert.Null(new PartCatalogues().Tasks.Resolve(PartReference.Parse(text, errors)!, errors));
        Assert.StartsWith(message, Assert.Single(errors), StringComparison.Ordinal);
    }

    internal static ITask Create(string text)
    {
        List<string> errors = [];
        (PartDefinition<Func<OptionValues, ITask>> definition, OptionValues values) =
            new PartCatalogues().Tasks.Resolve(PartReference.Parse(text, errors)!, errors)!.Value;
        return Assert.IsAssignableFrom<SequenceTask>(definition.Create(values));
    }
}
