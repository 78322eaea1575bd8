using Delight.Actors.Recording;

namespace Delight.Actors.Port;

/// <summary>Hears what happens to actors beside their messages. Called on the thread where it happens; must not
/// throw.</summary>
public interface IRuntimeObserver
{
    /// <summary>An actor was restarted or stopped, a message was dropped, a fault began or ended.</summary>
    void Happened(RunEvent happened);

    /// <summary>Hears of messages and work too; asked for once, when the runtime is made.</summary>
    /// <value>Default null: nobody, and then the runtime spends nothing on it.</value>
    IActivityObserver? Activity => null;
}
