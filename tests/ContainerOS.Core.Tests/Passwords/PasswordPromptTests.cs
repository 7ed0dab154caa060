using ContainerOS.Passwords;
using Xunit;

namespace ContainerOS.Tests.Passwords;

public sealed class PasswordPromptTests
{
    [Theory]
    [InlineData("Current password: ", "Current")]
    [InlineData("(current) UNIX password: ", "Current")]
    [InlineData("Old password:", "Current")]
    [InlineData("New password: ", "New")]
    [InlineData("New UNIX password:", "New")]
    [InlineData("Enter new UNIX password: ", "New")]
    [InlineData("Retype new password: ", "Retype")]
    [InlineData("Retype password:", "Retype")]
    [InlineData("Re-enter new password:", "Retype")]
    [InlineData("New password (again):", "Retype")]
    [InlineData("Password: ", "Login")]
    [InlineData("(core@host) Password:", "Login")]
    [InlineData("core@host's password:", "Login")]
    [InlineData("Password for core@host:", "Login")]
    [InlineData("BAD PASSWORD:", "Unknown")]
    [InlineData("BAD PASSWORD: The new password is too similar to the old one:", "Unknown")]
    [InlineData("One-time password:", "Unknown")]
    [InlineData("Verification code:", "Unknown")]
    [InlineData("[sudo] password for core:", "Unknown")]
    [InlineData("passwd:", "Unknown")]
    [InlineData("Changing password for core.", "Unknown")]
    [InlineData("New password", "Unknown")]
    [InlineData("Neues Passwort:", "Unknown")]
    [InlineData("core@host:~$ ", "Unknown")]
    [InlineData("", "Unknown")]
    public void Prompts_are_told_apart(string prompt, string expected) => Assert.Equal(expected, PasswordPrompts.Read(prompt).ToString());
}
