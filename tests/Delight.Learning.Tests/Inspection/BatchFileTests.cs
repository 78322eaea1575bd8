using System.Text;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Inspection;

public sealed class BatchFileTests
{
    private const string Good =
        """
        { "rows": 2, "decisions": 2, "actions": 2, "logits": [0, 1, 2, 3, 4, 5, 6, 7], "chosen": [0, 1, 1, 0],
          "behaviourLogProbs": [-1, -2, 0, -1000], "rewards": [1, -1e6] }
        """;

    [Fact]
    public void Read_RequiredKeysOnly_IsOneGroupWithoutAMask()
    {
        (InspectedBatch? batch, List<string> errors) = Read(Good);
        Assert.Empty(errors);
        Assert.Equal([0, 0], batch!.Groups);
        Assert.Equal(1, batch.GroupCount);
        Assert.Equal([1, 1, 1, 1], batch.Mask.Select(value => (int)value));
        Assert.Equal(4, batch.Count);
        Assert.Equal("group-mean", batch.BaselineText);
        Assert.Null(batch.Answers);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7], batch.Logits);
        Assert.Equal([-1.0, -2, 0, -1000], batch.BehaviourLogProbs);
    }

    [Fact]
    public void Read_Stream_IsTheSame()
    {
        List<string> errors = [];
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(Good));
        Assert.Equal([1f, -1e6f], BatchFile.Read(stream, new PartCatalogues().Advantages, errors)!.Rewards);
        Assert.Empty(errors);
    }

    [Fact]
    public void Read_GroupKeys_BecomeDense() =>
        Assert.Equal([0, 1], Read(With("\"groups\": [70, -3]")).Batch!.Groups);

    [Fact]
    public void Read_InvalidValuesUnderTheMask_AreZero()
    {
        string json = With("\"mask\": [1, 1, 1, 0]").Replace("6, 7]", "1e9, NaN]", StringComparison.Ordinal)
            .Replace("[0, 1, 1, 0]", "[0, 1, 1, -1]", StringComparison.Ordinal).Replace(
                "-1000]", "null]", StringComparison.Ordinal);
        (InspectedBatch? batch, List<string> errors) = Read(json);
        Assert.Empty(errors);
        Assert.Equal([0f, 0f], batch!.Logits[6..]);
        Assert.Equal(0, batch.Chosen[3]);
        Assert.Equal(0, batch.BehaviourLogProbs[3]);
        Assert.Equal(3, batch.Count);
    }

    [Theory]
    [InlineData("4, 5, 6, 7]", "4, 5, 6]", "logits has 7 elements; [rows, decisions, actions] needs 8.")]
    [InlineData("4, 5, 6, 7]", "4, 5, 6, 10000.5]", "logits[7] is 10000.5; its magnitude must be at most 1e4.")]
    [InlineData("4, 5, 6, 7]", "4, NaN, -Infinity, 7]", "logits[5] is NaN; it must be a finite number. (1 more")]
    [InlineData("4, 5, 6, 7]", "4, 1e999, 6, 7]", "logits[5] is 1e999; it must be a finite number.")]
    [InlineData("4, 5, 6, 7]", "4, \"x\", 6, 7]", "logits[5] is \"x\"; it must be a finite number.")]
    [InlineData("[0, 1, 1, 0]", "[0, 1, 2, 0]", "chosen[2] is 2; it must be a whole number from 0 to 1.")]
    [InlineData("[0, 1, 1, 0]", "[0, 0.5, 1, 0]", "chosen[1] is 0.5; it must be a whole number from 0 to 1.")]
    [InlineData("[0, 1, 1, 0]", "7", "chosen is 7; it must be a flat array [rows, decisions].")]
    [InlineData("-2, 0", "-2, 0.01", "behaviourLogProbs[2] is 0.01; a log-probability must be from -1e3 to 0.")]
    [InlineData("-1000]", "-1000.5]", "behaviourLogProbs[3] is -1000.5; a log-probability must be from -1e3 to 0.")]
    [InlineData("\"rows\": 2", "\"rows\": 2, \"diverged\": 1", "diverged is 1; it must be true or false.")]
    [InlineData("-1e6]", "-1.1e6]", "rewards[1] is -1.1e6; its magnitude must be at most 1e6.")]
    [InlineData("\"rows\": 2", "\"rows\": 0", "rows is 0; it must be a whole number of at least 1.")]
    [InlineData("\"rows\": 2", "\"rows\": 2.5", "rows is 2.5; it must be a whole number of at least 1.")]
    [InlineData("\"rows\": 2, ", "", "rows is missing; it must be a whole number of at least 1.")]
    [InlineData("\"rewards\": [1, -1e6] ", "\"reward\": [1, 2]", "unknown key 'reward'. Did you mean 'rewards'?")]
    [InlineData("\"rewards\": [1, -1e6] ", "\"name\": 0", "rewards is missing; it must be an array [rows] of 2")]
    [InlineData("\"rows\": 2", "\"rows\": 2, \"rows\": 2", "rows is given twice; give it once.")]
    [InlineData("-1e6] }", "-1e6]", "the batch is not JSON: line 2")]
    public void Read_WrongBatch_SaysWhatWhereAndTheRule(string text, string replacement, string expected)
    {
        (InspectedBatch? batch, List<string> errors) = Read(Good.Replace(text, replacement, StringComparison.Ordinal));
        Assert.Null(batch);
        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"mask\": [1, 1, 2, 0]", "mask[2] is 2; a mask is 0 or 1.")]
    [InlineData("\"mask\": [1, 1]", "mask has 2 elements; [rows, decisions] needs 4.")]
    [InlineData("\"mask\": [0, 0, 0, 0]", "mask is 0 everywhere")]
    [InlineData("\"groups\": [1.5, 2]", "groups[0] is 1.5; a group's key must be a whole number.")]
    [InlineData("\"answers\": [0, 0, 0, 2]", "answers[3] is 2; it must be a whole number from 0 to 1.")]
    [InlineData("\"baseline\": \"group-men\"", "unknown baseline 'group-men'. Did you mean 'group-mean'?")]
    [InlineData("\"baseline\": 3", "baseline is 3; it must be a name such as \"group-mean\".")]
    [InlineData("\"baseline\": \"expected-confidence\"", "is for one decision a row; decisions is 2. Use group-mean.")]
    public void Read_WrongOptionalKey_SaysWhatWhereAndTheRule(string pair, string expected)
    {
        (InspectedBatch? batch, List<string> errors) = Read(With(pair));
        Assert.Null(batch);
        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralProblems_NamesAllAtOnce()
    {
        string json = With("\"mask\": [1, 1, 1, 3], \"extra\": 1").Replace(
            "[0, 1, 1, 0]", "[0, 1, 1, 9]", StringComparison.Ordinal)
            .Replace("[1, -1e6]", "[1]", StringComparison.Ordinal);
        List<string> errors = Read(json).Errors;
        Assert.Equal(4, errors.Count);
        Assert.Equal(["unknown", "mask[3]", "chosen[3]", "rewards"], errors.Select(error => error.Split(' ')[0]));
    }

    [Fact]
    public void Read_HugeDimensions_AreRefusedByLength()
    {
        List<string> errors = Read(Good.Replace("\"rows\": 2", "\"rows\": 2147483647", StringComparison.Ordinal)
            .Replace("\"decisions\": 2", "\"decisions\": 2147483647", StringComparison.Ordinal)).Errors;
        Assert.Contains(errors, error => error.StartsWith("logits has 8 elements", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    public void Read_NoObject_IsRefused(string json) =>
        Assert.Contains("must be an object", Assert.Single(Read(json).Errors), StringComparison.Ordinal);

    private static string With(string pair) =>
        Good.Replace("\"rows\": 2,", $"\"rows\": 2, {pair},", StringComparison.Ordinal);

    private static (InspectedBatch? Batch, List<string> Errors) Read(string json)
    {
        List<string> errors = [];
        return (BatchFile.Read(json, new PartCatalogues().Advantages, errors), errors);
    }
}
