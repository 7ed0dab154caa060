namespace ContainerOS.Build;

/// <summary>What one suite, or all of them, came to.</summary>
internal readonly record struct Totals(int Passed, int Failed, int Skipped)
{
    public static readonly Totals OneFailed = new(0, 1, 0);

    public bool IsGood => Failed == 0 && Passed + Skipped > 0;

    public static Totals operator +(Totals a, Totals b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
