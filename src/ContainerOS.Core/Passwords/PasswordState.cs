namespace ContainerOS.Passwords;

/// <summary>What is known of a password while it is being changed.</summary>
public enum PasswordState
{
    /// <summary>The host has not been sent the new one.</summary>
    Old,

    /// <summary>The host has been sent the new one, and has not said what it made of it.</summary>
    Unknown,

    /// <summary>The host said that it is changed.</summary>
    New,
}
