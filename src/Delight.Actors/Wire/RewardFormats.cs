using Delight.Actors.Rewards;

namespace Delight.Actors.Wire;

/// <summary>Answers and their rewards: between workers and the reward service.</summary>
internal static class RewardFormats
{
    public static IEnumerable<WireFormat> All { get; } =
    [
        new WireFormat<ScoreAnswers>(
            "score-answers/1",
            static (writer, message) =>
            {
                writer.Add(message.Request);
                writer.Add(message.FirstRow);
                writer.Add(message.Version);
                writer.Add(message.Contexts.Span);
                writer.Add(message.Chosen.Span);
            },
            static (ref WireReader reader) => new ScoreAnswers(
                reader.Request(), reader.Int64(), reader.Version(), reader.Bytes(), reader.Int32s())),
        new WireFormat<AnswersScored>(
            "answers-scored/1",
            static (writer, message) =>
            {
                writer.Add(message.Request);
                writer.Add(message.Version);
                writer.Add(message.Rewards.Span);
                writer.Add(message.IsWrong.Span);
            },
            static (ref WireReader reader) =>
            {
                (var request, var version, float[] rewards) = (reader.Request(), reader.Version(), reader.Floats());
                return new AnswersScored(
                    request, version, rewards, WireReader.Require("IsWrong", reader.Flags(), rewards.Length));
            }),
    ];
}
