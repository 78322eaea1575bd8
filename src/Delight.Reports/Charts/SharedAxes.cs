namespace Delight.Reports.Charts;

/// <summary>Makes charts that stand side by side comparable.</summary>
internal static class SharedAxes
{
    /// <summary>Charts of the same horizontal quantity reach equally far, and all plots are equally wide.</summary>
    /// <param name="charts">Of one size.</param>
    public static LineChart[] Aligned(IEnumerable<LineChart> charts)
    {
        LineChart[] all = [.. charts];
        double labels = all.Length == 0 ? 0 : all.Max(chart => chart.LabelWidthNeeded);
        return
        [
            .. all.Select(chart => chart with
            {
                XRange = all.Where(other => other.XLabel == chart.XLabel && other.IsCategorical == chart.IsCategorical)
                    .Select(other => other.XShown)
                    .Aggregate((one, other) => one.With(other)),
                LabelWidth = labels,
            }),
        ];
    }

    /// <summary>Charts with the same key and vertical quantity have one vertical axis.</summary>
    /// <param name="charts">Each with what it must have in common beside the quantity.</param>
    public static LineChart[] Levelled(IEnumerable<(LineChart Chart, string Key)> charts)
    {
        (LineChart Chart, string Key)[] all = [.. charts];
        return
        [
            .. all.Select(one => one.Chart with
            {
                YRange = all.Where(other => other.Key == one.Key && other.Chart.YLabel == one.Chart.YLabel)
                    .Select(other => other.Chart.YRange)
                    .Aggregate((left, right) => left.With(right)),
            }),
        ];
    }
}
