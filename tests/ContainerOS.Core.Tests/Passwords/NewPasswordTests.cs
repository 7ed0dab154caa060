using ContainerOS.Passwords;
using Xunit;

namespace ContainerOS.Tests.Passwords;

public sealed class NewPasswordTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("old one", "same")]
    [InlineData("two\nlines", "line break")]
    [InlineData("ends\r", "line break")]
    [InlineData("nul\0", "NUL")]
    [InlineData("\u0003", "control")]
    [InlineData("tab\t", "control")]
    public void What_no_host_takes_is_refused(string password, string reason) => Assert.Contains(reason, Problem(password));

    [Theory]
    [InlineData("it's \"quoted\" $HOME `id` \\n ! : , ; #")]
    [InlineData(" leading and trailing ")]
    [InlineData("üñï→😀")]
    public void Anything_else_is_not(string password) => Assert.Null(Problem(password));

    [Fact]
    public void Length_counts_in_bytes()
    {
        Assert.Null(Problem(new string('x', 511)));
        Assert.Contains("511", Problem(new string('x', 512)));
        Assert.Contains("511", Problem(new string('ü', 256)));
    }

    private static string? Problem(string password)
    {
        using var secret = Secrets.Of(password);
        using var current = Secrets.Of("old one");
        return NewPassword.Problem(secret, current);
    }
}
