package dev.vestibule.examples.trixnity

/** One line for each step that held, and a clear end. */
class Steps {
    private var passed = 0
    private var current = "the first step"

    /** Runs one step and prints its line, to which [Remarks] may add a few words. */
    suspend fun <T> step(title: String, action: suspend Remarks.() -> T): T {
        current = title
        val remarks = Remarks()
        val value = remarks.action()
        passed++
        println("ok $passed  $title${remarks.words}")
        return value
    }

    /** The step that runs has failed, and with it the whole: steps build on each other. */
    fun fail(failure: Throwable) {
        println("not ok ${passed + 1}  $current")
        System.err.println(failure)
        failure.stackTrace.filter { it.className.startsWith(Steps::class.java.packageName) }.forEach {
            System.err.println("    at $it")
        }
        println("$passed passed, 1 failed")
    }

    fun end() = println("$passed passed, 0 failed")
}

class Remarks {
    var words = ""
        private set

    fun remark(words: String) {
        this.words = "  ($words)"
    }
}

fun <T> equal(actual: T, wanted: T, what: String) {
    if (actual != wanted) {
        throw AssertionError("$what: $actual instead of $wanted")
    }
}

fun isTrue(condition: Boolean, otherwise: String) {
    if (!condition) {
        throw AssertionError(otherwise)
    }
}
